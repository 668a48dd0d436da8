import type { Observation } from '../model/evidence.ts';
import type { Listener, ListenerState, LoadBalancer } from '../model/load-balancer.ts';
import { isAbsent } from './absent.ts';
import type { Account } from './accounts.ts';
import type { Classic } from './classic.ts';
import { andThen, observed, unavailable } from './observe.ts';

/** What listens on a port of a classic load balancer: the answer that found it tells. */
export async function readClassicListener(
  account: Account,
  { region, name }: LoadBalancer,
  port: number,
): Promise<Observation<ListenerState>> {
  return andThen(await account.classic(region, name), async (found) =>
    isAbsent(found) ? unavailable(found.absent) : observed(toClassicState(found, port)),
  );
}

/**
 * A listener has one certificate at most, and no ARN: one made of its load balancer's and the port stands for it.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_Listener.html
 */
export function toClassicState({ loadBalancer, listeners }: Classic, port: number): ListenerState {
  const all = listeners.flatMap(({ Listener: one }) => (one?.LoadBalancerPort === undefined ? [] : [one]));
  const found = all.find(({ LoadBalancerPort }) => LoadBalancerPort === port);
  if (!found) {
    const others = all.map(({ LoadBalancerPort: own = 0, Protocol = 'unknown' }) => ({
      port: own,
      protocol: Protocol,
    }));
    return { kind: 'missing', port, others };
  }
  const certificate = found.SSLCertificateId;
  const listener: Listener = {
    arn: `${loadBalancer.arn.replace(':loadbalancer/', ':listener/')}/${port}`,
    port,
    protocol: found.Protocol?.toUpperCase() ?? 'unknown',
    certificates: certificate ? [{ arn: certificate, isDefault: true }] : [],
    mutualAuthentication: 'off',
  };
  return { kind: 'found', listener };
}
