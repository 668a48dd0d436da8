import type { Observation } from '../model/evidence.ts';
import type { Instance } from '../model/instance.ts';
import type { Candidates, ListenerState, LoadBalancer, ManagedCertificate, Stored } from '../model/load-balancer.ts';
import type { SecurityGroups } from '../model/security-group.ts';
import type { Targets } from '../model/target-health.ts';
import type { TlsPolicy } from '../model/tls-policy.ts';
import type { BalancerCounts } from '../model/traffic.ts';
import type { Absent } from './absent.ts';
import type { Gates } from './security-groups.ts';
import type { Wanted } from './stored.ts';

/** What is read in the account that holds a resource. */
export type AccountRecords = {
  balancerCounts(loadBalancer: LoadBalancer): Promise<Observation<BalancerCounts>>;
  listener(loadBalancer: LoadBalancer, port: number): Promise<Observation<ListenerState>>;
  tlsPolicy(region: string, name: string): Promise<Observation<TlsPolicy>>;
  certificates(region: string, arns: readonly string[]): Promise<Observation<readonly ManagedCertificate[]>>;
  stored(wanted: Wanted): Promise<Observation<Stored>>;
  candidates(region: string, names: readonly string[]): Promise<Observation<Candidates>>;
  securityGroups(gates: Gates): Promise<Observation<SecurityGroups>>;
  instances(region: string, ids: readonly string[]): Promise<Observation<readonly Instance[] | Absent>>;
  targets(loadBalancer: LoadBalancer, forwardsTo: readonly string[], answered?: number): Promise<Observation<Targets>>;
};
