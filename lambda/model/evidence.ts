import type { AccessLog } from './access-log.ts';
import type { Alarm } from './alarm.ts';
import type { ApiDomain } from './api-domain.ts';
import type { Changes } from './change.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { Deployment } from './deployment.ts';
import type { Distribution, Origin } from './distribution.ts';
import type { EdgeErrors } from './edge-errors.ts';
import type { Answer, Handshakes, Resolution } from './handshake.ts';
import type { Instances } from './instance.ts';
import type { Candidates, ListenerState, LoadBalancer, ManagedCertificate, Stored } from './load-balancer.ts';
import type { Owners } from './owner.ts';
import type { SecurityGroups } from './security-group.ts';
import type { Targets } from './target-health.ts';
import type { TlsPolicy } from './tls-policy.ts';
import type { BalancerCounts, Monitoring, Traffic } from './traffic.ts';
import type { Alias, DeadRecord, NetworkInterface, Unheld } from './whereabouts.ts';

/** Not having seen is a value. */
export type Observation<T> =
  | {
      readonly status: 'observed';
      readonly value: T;
      /** What of it could not be seen, each reason once; absent where it is whole. */
      readonly unseen?: readonly { readonly reason: string; readonly permission?: string }[];
    }
  /**
   * We asked and could not see: denied, throttled, out of time, private network. `permission` is the IAM action that would
   * lift it, `resource` what it is needed on where that is another account's.
   */
  | {
      readonly status: 'unavailable';
      readonly reason: string;
      readonly permission?: string;
      readonly resource?: string;
    }
  /** There is nothing to see. */
  | { readonly status: 'not-applicable'; readonly reason: string };

/** Everything that is looked at for one origin. */
export type Observed = {
  readonly resolution: Resolution;
  readonly handshakes: Handshakes;
  readonly answer: Answer;
  /** Looked for only where DNS itself names no resource of AWS. */
  readonly alias: Alias;
  /** Looked for only where the name has no address. */
  readonly deadRecord: DeadRecord;
  /** Those that have the origin's public addresses, where neither DNS nor an alias names a resource; at least one. */
  readonly networkInterfaces: readonly NetworkInterface[];
  /** Addresses that are AWS's and that no network interface has; asked with those. */
  readonly unheld: Unheld;
  /** Asked where no dial to an instance was answered, and behind a VPC origin. */
  readonly instances: Instances;
  readonly loadBalancer: LoadBalancer;
  /** The load balancer's own metrics around the alarm. */
  readonly balancerCounts: BalancerCounts;
  readonly listener: ListenerState;
  /** The listener's security policy, where it ends TLS. */
  readonly tlsPolicy: TlsPolicy;
  /** The custom domain name of API Gateway that CloudFront asks for. */
  readonly apiDomain: ApiDomain;
  /** One for each certificate on the listener, of ACM or of IAM, in the listener's order; else the one of the custom domain name. */
  readonly certificates: readonly ManagedCertificate[];
  readonly stored: Stored;
  /** The certificate that CloudFront shows to this origin. */
  readonly clientCertificate: ClientCertificate;
  readonly candidates: Candidates;
  /** Looked at only where no dial came about. */
  readonly securityGroups: SecurityGroups;
  /** Looked at only where the load balancer itself answered 5xx, or nothing could be dialled. */
  readonly targets: Targets;
};

export type Observations = { readonly [K in keyof Observed]: Observation<Observed[K]> };

/** Everything that is looked at once, for the distribution as a whole. No name of `Observed` may come again here: rules ask for both by name. */
export type DistributionObserved = {
  /** CloudFront's own metrics around the alarm. */
  readonly traffic: Traffic;
  readonly monitoring: Monitoring;
  /** Where access logs may be read, and go to CloudWatch Logs. */
  readonly accessLog: AccessLog;
  /** Where code is attached to a behavior; only what was counted at all. */
  readonly edgeErrors: readonly EdgeErrors[];
  /** Where a continuous deployment policy is attached. */
  readonly deployment: Deployment;
  /** Of the resources that were found on the way to the origins. */
  readonly changes: Changes;
  readonly owners: Owners;
};

export type DistributionObservations = {
  readonly [K in keyof DistributionObserved]: Observation<DistributionObserved[K]>;
};

export type OriginEvidence = { readonly origin: Origin; readonly observations: Observations };

/** What the diagnosis is about: a distribution, or (at the terminal) one host. */
export type Subject =
  | { readonly kind: 'distribution'; readonly id: string }
  | { readonly kind: 'origin'; readonly host: string };

/** The seam between looking and thinking: plain JSON; saved and read back it gives the identical diagnosis. */
export type Evidence = {
  readonly schemaVersion: 1;
  readonly subject: Subject;
  /** Absent when nobody's alarm asked: the terminal. */
  readonly alarm?: Alarm;
  /** ISO 8601, UTC: the moment against which every date is judged, by AWS's clock where it is another than that of the machine. */
  readonly examinedAt: string;
  /** How far the clock of the machine is ahead of AWS's, negative where it is behind; absent where they agree, or AWS was not asked. */
  readonly clockAheadSeconds?: number;
  readonly distribution: Observation<Distribution>;
  /** What belongs to no single origin. Evidence that an older version saved lacks some of it, or all: then it counts as unavailable. */
  readonly observations?: Partial<DistributionObservations>;
  /** The origins that a behavior can reach, the default behavior's first. */
  readonly origins: readonly OriginEvidence[];
};
