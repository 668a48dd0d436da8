import type { AccessLogFixture } from './fixture/access-log.ts';
import type { ApiDomainFixture } from './fixture/api-domain.ts';
import type { CertificateFixture, ServerCertificateFixture } from './fixture/certificate.ts';
import type { ClassicFixture } from './fixture/classic.ts';
import type {
  DeploymentPolicyFixture,
  DistributionFixture,
  FunctionFixture,
  PolicyFixture,
  TenantFixture,
  VpcOriginFixture,
} from './fixture/cloudfront.ts';
import type { HostedZoneFixture } from './fixture/hosted-zone.ts';
import type { InstanceFixture } from './fixture/instance.ts';
import type { LoadBalancerFixture } from './fixture/load-balancer.ts';
import type { AlarmFixture, MetricFixture } from './fixture/monitoring.ts';
import type { PrefixListFixture, SecurityGroupFixture } from './fixture/network.ts';
import type { NetworkInterfaceFixture } from './fixture/network-interface.ts';
import type { TopicFixture } from './fixture/topic.ts';
import type { EventFixture } from './fixture/trail.ts';

/** One misbehaviour of the account. */
export type Fault = {
  /** IAM prefix and operation or action (`acm:DescribeCertificate`), a whole service (`acm:*`) or everything (`*`). */
  readonly operation: string;
  /**
   * `deny`, `throttle` and `fail` (an internal failure, 500) answer in the service's own error format; `garbage` answers 200
   * with bytes that are none; `hang` never answers.
   */
  readonly kind: 'deny' | 'throttle' | 'fail' | 'garbage' | 'hang';
  /** The first so many calls. Default: every call. */
  readonly times?: number;
  /** This part of all calls, drawn by chance from one seed. Default: every call. */
  readonly share?: number;
  /** Instead of the usual error message. */
  readonly message?: string;
};

/** What a pretend AWS account holds, and how it misbehaves. Everything is optional; an empty account answers "not found". */
export type AccountFixture = {
  /** Default: 111122223333. */
  readonly accountId?: string;
  /** Default: aws. */
  readonly partition?: string;
  readonly distributions?: readonly DistributionFixture[];
  /** Besides AWS's managed policies, which every account has. */
  readonly cachePolicies?: readonly PolicyFixture[];
  readonly originRequestPolicies?: readonly PolicyFixture[];
  readonly functions?: readonly FunctionFixture[];
  readonly vpcOrigins?: readonly VpcOriginFixture[];
  readonly deploymentPolicies?: readonly DeploymentPolicyFixture[];
  /** Of multi-tenant distributions. */
  readonly tenants?: readonly TenantFixture[];
  readonly loadBalancers?: readonly LoadBalancerFixture[];
  readonly classicLoadBalancers?: readonly ClassicFixture[];
  readonly securityGroups?: readonly SecurityGroupFixture[];
  readonly prefixLists?: readonly PrefixListFixture[];
  readonly apiDomains?: readonly ApiDomainFixture[];
  readonly certificates?: readonly CertificateFixture[];
  readonly hostedZones?: readonly HostedZoneFixture[];
  readonly networkInterfaces?: readonly NetworkInterfaceFixture[];
  /** Besides one that runs for each instance that an interface names. */
  readonly instances?: readonly InstanceFixture[];
  /** In IAM. */
  readonly serverCertificates?: readonly ServerCertificateFixture[];
  readonly alarms?: readonly AlarmFixture[];
  readonly metrics?: readonly MetricFixture[];
  readonly accessLogs?: readonly AccessLogFixture[];
  /** What CloudTrail wrote down. */
  readonly events?: readonly EventFixture[];
  /** Tags by ARN. */
  readonly tags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly topics?: readonly TopicFixture[];
  /** DynamoDB tables by name, empty at first, each with the string key `id`. */
  readonly tables?: readonly string[];
  /** Other accounts, each with the roles that let this one in. */
  readonly members?: readonly MemberFixture[];
  readonly faults?: readonly Fault[];
  /** The date that its answers bear, in seconds from the real one. Default: they bear none, since a case may have a time of its own. */
  readonly clockAheadSeconds?: number;
  /** Before every answer, in milliseconds. */
  readonly delayMs?: number;
  /** The same by operation (`acm:DescribeCertificate`); it replaces `delayMs` there. */
  readonly delaysMs?: Readonly<Record<string, number>>;
  /** At most so many entries a page where an operation has pages, whatever the caller asks for. */
  readonly pageSize?: number;
};

/** Another account, entered through a role. */
export type MemberFixture = Omit<AccountFixture, 'members' | 'accountId'> & {
  readonly accountId: string;
  readonly roles: readonly { readonly name: string; readonly externalId?: string }[];
};
