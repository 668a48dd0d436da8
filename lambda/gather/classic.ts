import type { ListenerDescription, LoadBalancerDescription } from '@aws-sdk/client-elastic-load-balancing';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Absent } from './absent.ts';
import type { Aws } from './clients.ts';
import { isError, observe, observed } from './observe.ts';

/** A classic load balancer; one answer tells its listeners too. */
export type Classic = {
  readonly loadBalancer: LoadBalancer;
  readonly listeners: readonly ListenerDescription[];
  /** For a sentence: `HTTP:80/health`. */
  readonly healthCheck: string;
};

/** Listeners kept of one; a load balancer has 100 unless that is raised. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-limits.html */
const MAX_LISTENERS = 100;

/** Characters of a health check: protocol, port and path. */
const MAX_CHECK = 200;

/** Of one network interface. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_SECURITY_GROUPS = 16;

/** The classic load balancer of this name in a Region. One call, never a listing. */
export async function findClassic(
  aws: Aws,
  region: string,
  name: string,
  signal: AbortSignal,
): Promise<Observation<Classic | Absent>> {
  return observe('elasticloadbalancing:DescribeLoadBalancers', async () => {
    const { sdk, client } = await aws.classicElb(region);
    const command = new sdk.DescribeLoadBalancersCommand({ LoadBalancerNames: [name] });
    try {
      const { LoadBalancerDescriptions: all = [] } = await client.send(command, { abortSignal: signal });
      const found = all.map((one) => toClassic(one, region)).find((one) => one !== undefined);
      return observed(found ?? noneNamed(region, name));
    } catch (error) {
      if (isError(error, 'LoadBalancerNotFound', 'AccessPointNotFoundException'))
        return observed(noneNamed(region, name));
      throw error;
    }
  });
}

function noneNamed(region: string, name: string): Absent {
  return { absent: `no load balancer named ${name} in ${region} of this account` };
}

/**
 * In our nouns. The API gives neither ARN nor account; the account owns the group that the load balancer's connections come from.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html
 */
export function toClassic(raw: LoadBalancerDescription, region: string): Classic | undefined {
  const { LoadBalancerName: name, DNSName: dnsName, Scheme, SourceSecurityGroup, ListenerDescriptions = [] } = raw;
  if (!name || !dnsName) return undefined;
  const accountId = accountOf(SourceSecurityGroup?.OwnerAlias, ListenerDescriptions);
  return {
    loadBalancer: {
      arn: `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${name}`,
      name,
      dnsName: dnsName.toLowerCase(),
      region,
      accountId,
      type: 'classic',
      scheme: Scheme === 'internal' ? 'internal' : 'internet-facing',
      state: 'active',
      addressType: 'ipv4',
      securityGroups: (raw.SecurityGroups ?? []).slice(0, MAX_SECURITY_GROUPS),
    },
    listeners: ListenerDescriptions.slice(0, MAX_LISTENERS),
    healthCheck: raw.HealthCheck?.Target?.slice(0, MAX_CHECK) ?? 'unknown',
  };
}

function accountOf(ownerAlias: string | undefined, listeners: readonly ListenerDescription[]): string {
  const arns = listeners.map(({ Listener: one }) => one?.SSLCertificateId?.split(':')[4]);
  return [ownerAlias, ...arns].find((one) => /^\d{12}$/.test(one ?? '')) ?? '';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
