import type { LoadBalancer as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Aws } from './clients.ts';
import { isError, notApplicable, observe, observed, unavailable } from './observe.ts';

/** Of one network interface. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_SECURITY_GROUPS = 16;

type Sought = { readonly dnsName: string; readonly name: string; readonly region: string };

/**
 * Finds the load balancer behind an origin. `names` are the origin's domain and the CNAMEs that its look-up passed through.
 * One call by name in the region that the DNS name tells, never a listing of the account: the API cannot filter by DNS name.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
 */
export async function findLoadBalancer(
  aws: Aws,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Observation<LoadBalancer>> {
  const sought = firstLoadBalancer(names);
  if (!sought) return notApplicable(`DNS names no AWS load balancer behind ${names[0] ?? 'the origin'}`);
  return ask(aws, sought, signal, (descriptions) => recognise(descriptions, sought));
}

/** The load balancer that a network interface names: `path` is `app/name/id` or `net/name/id`, as its ARN ends. */
export async function loadBalancerNamed(
  aws: Aws,
  region: string,
  path: string,
  signal: AbortSignal,
): Promise<Observation<LoadBalancer>> {
  const sought = { region, name: path.split('/')[1] ?? path };
  return ask(aws, sought, signal, (descriptions) => {
    const match = descriptions.map(toLoadBalancer).find((one) => one?.arn.endsWith(`:loadbalancer/${path}`));
    return match ? observed(match) : notFound(sought);
  });
}

type Descriptions = readonly Description[];

async function ask(
  aws: Aws,
  sought: Pick<Sought, 'region' | 'name'>,
  signal: AbortSignal,
  read: (descriptions: Descriptions) => Observation<LoadBalancer>,
): Promise<Observation<LoadBalancer>> {
  return observe('elasticloadbalancing:DescribeLoadBalancers', async () => {
    const { sdk, client } = await aws.elb(sought.region);
    const command = new sdk.DescribeLoadBalancersCommand({ Names: [sought.name] });
    try {
      const { LoadBalancers } = await client.send(command, { abortSignal: signal });
      return read(LoadBalancers ?? []);
    } catch (error) {
      if (isError(error, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound')) return notFound(sought);
      throw error;
    }
  });
}

/** Picks the load balancer that was looked for out of the answer; one of the same name may be another one. */
export function recognise(descriptions: readonly Description[], sought: Sought): Observation<LoadBalancer> {
  const found = descriptions.map(toLoadBalancer).filter((one) => one !== undefined);
  const match = found.find(({ dnsName }) => answersTo(dnsName, sought.dnsName));
  if (match) return observed(match);
  const [namesake] = found;
  return namesake
    ? unavailable(
        `${sought.name} in ${sought.region} of this account is another load balancer (${namesake.dnsName}): ` +
          `${sought.dnsName} was deleted and made anew, is a classic one, or belongs to another account`,
      )
    : notFound(sought);
}

/** Account and region come from the ARN; a description without ARN or DNS name is of no use. */
export function toLoadBalancer(description: Description): LoadBalancer | undefined {
  const { LoadBalancerArn: arn, LoadBalancerName: name, DNSName: dnsName } = description;
  const [, , , region, accountId] = arn?.split(':') ?? [];
  if (!arn || !dnsName || !region || !accountId) return undefined;
  return {
    arn,
    name: name ?? '',
    dnsName: dnsName.toLowerCase(),
    region,
    accountId,
    type: description.Type ?? 'application',
    scheme: description.Scheme ?? 'internet-facing',
    state: description.State?.Code ?? 'active',
    addressType: description.IpAddressType ?? 'ipv4',
    securityGroups: (description.SecurityGroups ?? []).slice(0, MAX_SECURITY_GROUPS),
  };
}

function firstLoadBalancer(names: readonly string[]): Sought | undefined {
  for (const dnsName of names) {
    const parsed = loadBalancerName(dnsName);
    if (parsed) return { dnsName: withoutDot(dnsName), name: asWritten(parsed.name, dnsName), region: parsed.region };
  }
  return undefined;
}

/** DNS ignores capitals, but a load balancer is named with them: where the DNS name still shows them they are kept. */
function asWritten(name: string, dnsName: string): string {
  const at = dnsName.toLowerCase().indexOf(`${name}-`);
  return at < 0 ? name : dnsName.slice(at, at + name.length);
}

function notFound({ name, region }: Pick<Sought, 'region' | 'name'>): Observation<never> {
  return unavailable(
    `no application or network load balancer named ${name} in ${region} of this account: ` +
      'it may be a classic one or belong to another account',
  );
}

/** `dualstack.` and the zone of a network load balancer stand before the name that the API gives. */
function answersTo(dnsName: string, sought: string): boolean {
  const own = withoutDot(dnsName);
  return sought === own || sought.endsWith(`.${own}`);
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
