import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Targets } from '../model/target-health.ts';
import { isAbsent } from './absent.ts';
import type { AccountRecords } from './account-records.ts';
import { type Account, marked } from './accounts.ts';
import { readInstanceHealth } from './instance-health.ts';
import { readInstances } from './instances.ts';
import { andThen, observed, unavailable } from './observe.ts';
import { once } from './once.ts';
import { readSecurityGroups } from './security-groups.ts';
import type { Look } from './sources.ts';
import { readTargets } from './target-health.ts';

/** Who may connect, and what stands behind. */
export function networkRecords(
  { aws, signal }: Look,
  account: Account,
): Pick<AccountRecords, 'securityGroups' | 'targets' | 'instances'> {
  return {
    instances: once(
      (region, ids) => `${region} ${ids.join()}`,
      async (region, ids) => {
        const seen = await readInstances(aws, region, ids, signal);
        return andThen(seen, async (value) =>
          observed(isAbsent(value) ? value : value.map((one) => marked(account, one))),
        );
      },
    ),
    securityGroups: once(
      (gates) => JSON.stringify(gates),
      (gates) => readSecurityGroups(aws, gates, signal),
    ),
    targets: once(
      ({ arn }, forwardsTo, answered) => `${arn} ${forwardsTo.join()} ${answered}`,
      (loadBalancer, forwardsTo, answered) =>
        loadBalancer.type === 'classic'
          ? instancesOf(account, loadBalancer, answered, signal)
          : readTargets(aws, loadBalancer, forwardsTo, answered, signal),
    ),
  };
}

/** A classic load balancer's own description tells how it checks them. */
async function instancesOf(
  { aws, classic }: Account,
  loadBalancer: LoadBalancer,
  answered: number | undefined,
  signal: AbortSignal,
): Promise<Observation<Targets>> {
  const found = await classic(loadBalancer.region, loadBalancer.name);
  return andThen(found, async (one) =>
    isAbsent(one) ? unavailable(one.absent) : readInstanceHealth(aws, loadBalancer, one.healthCheck, answered, signal),
  );
}
