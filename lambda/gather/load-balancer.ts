import type { LoadBalancer as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { type Absent, isAbsent } from './absent.ts';
import type { Account } from './accounts.ts';
import { andThen, isError, observe, observed } from './observe.ts';

/** Of one network interface. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_SECURITY_GROUPS = 16;

/** A load balancer that a DNS name tells of. */
export type Sought = {
  readonly dnsName: string;
  readonly name: string;
  readonly region: string;
  /** Application and classic load balancers have names of one form. */
  readonly maybeClassic: boolean;
};

type Answer = Observation<LoadBalancer | Absent>;

/**
 * The load balancer of a DNS name in one account. One call by name in the region that the DNS name tells, never a listing of
 * the account: the API cannot filter by DNS name. Where there is none, the older API is asked for a classic one.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
 */
export async function findLoadBalancer(account: Account, sought: Sought, signal: AbortSignal): Promise<Answer> {
  const { region, name } = sought;
  const found = await ask(account, sought, signal, (descriptions) => recognise(descriptions, sought));
  if (found.status !== 'observed' || !isAbsent(found.value) || !sought.maybeClassic) return found;
  const nobody = found.value;
  return andThen(await account.classic(region, name), async (one) => {
    const match = !isAbsent(one) && answersTo(one.loadBalancer.dnsName, sought.dnsName) ? one.loadBalancer : nobody;
    return observed(match);
  });
}

/** The load balancer that a network interface names: `app/name/id` or `net/name/id`, as its ARN ends; a classic one by name. */
export async function loadBalancerNamed(
  account: Account,
  region: string,
  path: string,
  signal: AbortSignal,
): Promise<Answer> {
  const [, name] = path.split('/');
  if (name === undefined) {
    return andThen(await account.classic(region, path), async (one) =>
      observed(isAbsent(one) ? one : one.loadBalancer),
    );
  }
  return ask(account, { region, name }, signal, (descriptions) => {
    const match = descriptions.map(toLoadBalancer).find((one) => one?.arn.endsWith(`:loadbalancer/${path}`));
    return match ?? noneNamed({ region, name });
  });
}

type Descriptions = readonly Description[];

async function ask(
  { aws }: Account,
  named: Pick<Sought, 'region' | 'name'>,
  signal: AbortSignal,
  read: (descriptions: Descriptions) => LoadBalancer | Absent,
): Promise<Answer> {
  return observe('elasticloadbalancing:DescribeLoadBalancers', async () => {
    const { sdk, client } = await aws.elb(named.region);
    const command = new sdk.DescribeLoadBalancersCommand({ Names: [named.name] });
    try {
      const { LoadBalancers } = await client.send(command, { abortSignal: signal });
      return observed(read(LoadBalancers ?? []));
    } catch (error) {
      if (isError(error, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound')) return observed(noneNamed(named));
      throw error;
    }
  });
}

/** Picks the load balancer that was looked for out of the answer; one of the same name may be another one. */
export function recognise(descriptions: Descriptions, sought: Sought): LoadBalancer | Absent {
  const found = descriptions.map(toLoadBalancer).filter((one) => one !== undefined);
  const match = found.find(({ dnsName }) => answersTo(dnsName, sought.dnsName));
  if (match) return match;
  const [namesake] = found;
  return namesake
    ? {
        absent:
          `${sought.name} in ${sought.region} of this account is another load balancer (${namesake.dnsName}), not ` +
          sought.dnsName,
        namesake: namesake.dnsName,
      }
    : noneNamed(sought);
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

/** The first of these names that is a load balancer's. */
export function soughtIn(names: readonly string[]): Sought | undefined {
  for (const dnsName of names) {
    const parsed = loadBalancerName(dnsName);
    if (parsed) {
      const { region, type } = parsed;
      const name = asWritten(parsed.name, dnsName);
      return { dnsName: withoutDot(dnsName), name, region, maybeClassic: type === 'load-balancer' };
    }
  }
  return undefined;
}

/** DNS ignores capitals, but a load balancer is named with them: where the DNS name still shows them they are kept. */
function asWritten(name: string, dnsName: string): string {
  const at = dnsName.toLowerCase().indexOf(`${name}-`);
  return at < 0 ? name : dnsName.slice(at, at + name.length);
}

function noneNamed({ name, region }: Pick<Sought, 'region' | 'name'>): Absent {
  return { absent: `no load balancer named ${name} in ${region} of this account` };
}

/** `dualstack.` and the zone of a network load balancer stand before the name that the API gives. */
function answersTo(dnsName: string, sought: string): boolean {
  const own = withoutDot(dnsName);
  return sought === own || sought.endsWith(`.${own}`);
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
