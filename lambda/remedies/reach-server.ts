import type { Step } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import { targetHealth } from './look-behind.ts';
import { shellLine } from './shell.ts';

/** A server that holds the certificate itself, as far as the records tell which. */
export type Server = {
  readonly kind: 'server';
  /** The load balancer that passes the connection on, so that its targets hold the certificate. */
  readonly behind?: LoadBalancer;
  /** Network interfaces of instances that have the origin's addresses. */
  readonly instances?: readonly NetworkInterface[];
};

/** More instances than these are not named one by one. */
const MAX_INSTANCES = 3;

const SESSION =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html';

/** How to come to the server: which targets there are, or a shell on the instance. Nothing for a server that no record knows. */
export function reachServer({ behind, instances = [] }: Omit<Server, 'kind'>): Step[] {
  if (behind)
    return [targetHealth(behind, `The targets of ${behind.name} hold the certificate: its listener passes TLS on`)];
  return instances.slice(0, MAX_INSTANCES).map(({ instanceId = '', region, address }) => ({
    action: `Open a shell on instance ${instanceId}, which has ${address} (by SSH where Session Manager is not set up)`,
    command: shellLine('aws', 'ssm', 'start-session', '--region', region, '--target', instanceId),
    reference: SESSION,
  }));
}

/** ` on instance i-…`, or where else; empty where no record knows. */
export function onServer({ behind, instances = [] }: Omit<Server, 'kind'>, addresses: readonly string[]): string {
  if (behind) return ` on the targets of ${behind.name} (its listener passes TLS on)`;
  const concerned = instances.filter(({ address }) => addresses.length === 0 || addresses.includes(address));
  if (concerned.length > 0)
    return ` on ${concerned
      .slice(0, MAX_INSTANCES)
      .map(({ instanceId, address }) => `instance ${instanceId} (${address})`)
      .join(', ')}`;
  return addresses.length > 0 ? ` on ${addresses.slice(0, 8).join(', ')}` : '';
}
