import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { type Absent, isAbsent } from './absent.ts';
import { type Account, type Accounts, askEach, marked } from './accounts.ts';
import type { Search } from './behind.ts';
import { leadsOf, zonesNamed } from './hosted-zone.ts';
import { findLoadBalancer, loadBalancerNamed, soughtIn } from './load-balancer.ts';
import { interfacesWith } from './network-interface.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
import { once } from './once.ts';
import type { Look } from './sources.ts';

/** What stands behind names, in all accounts that may be looked into; each question is asked once for one examination. */
export function searchOf(look: Look, accounts: Accounts): Search {
  const { world, signal } = look;
  return {
    resolver: world.resolver,
    signal,
    regions: world.regions ?? [],
    ...loadBalancers(look, accounts),
    ...zones(look),
    interfacesWith: once(
      (region, addresses) => `${region} ${addresses.join()}`,
      (region, addresses) =>
        askEach(accounts, async (account) => {
          const found = await interfacesWith(account.aws, region, addresses, signal);
          return andThen(found, async (value) =>
            observed(isAbsent(value) ? value : value.map((one) => marked(account, one))),
          );
        }),
    ),
  };
}

type ByName = Pick<Search, 'loadBalancer' | 'balancerBehind' | 'loadBalancerNamed'>;

function loadBalancers({ signal }: Look, accounts: Accounts): ByName {
  const find = once(
    (names: readonly string[]) => names.filter(loadBalancerName).join() || names.join(),
    async (names): Promise<Observation<LoadBalancer | Absent>> => {
      const sought = soughtIn(names);
      if (!sought) return notApplicable(`DNS names no AWS load balancer behind ${names[0] ?? 'the origin'}`);
      return askEach(accounts, async (one) => owned(one, await findLoadBalancer(one, sought, signal)));
    },
  );
  return {
    loadBalancer: async (names) => located(await find(names)),
    balancerBehind: (name) => find([name]),
    loadBalancerNamed: once(
      ({ region, assumedRole }, path) => `${region} ${path} ${assumedRole}`,
      async ({ region, accountId, assumedRole }, path) => {
        const account = assumedRole ? await accounts.other(accountId) : observed(accounts.own);
        const find = async (one: Account) => owned(one, await loadBalancerNamed(one, region, path, signal));
        return located(await andThen(account, find));
      },
    ),
  };
}

function zones({ aws, signal }: Look): Pick<Search, 'zonesNamed' | 'leadsOf'> {
  return {
    zonesNamed: once(
      (name) => name,
      (name) => zonesNamed(aws, name, signal),
    ),
    leadsOf: once(
      ({ id }, name) => `${id} ${name}`,
      (zone, name) => leadsOf(aws, zone, name, signal),
    ),
  };
}

async function owned(account: Account, found: Observation<LoadBalancer | Absent>): Promise<typeof found> {
  return andThen(found, async (value) => observed(isAbsent(value) ? value : marked(account, value)));
}

/** A load balancer that DNS names or a network interface, and that nobody has: it is gone, or somebody else's. */
async function located(found: Observation<LoadBalancer | Absent>): Promise<Observation<LoadBalancer>> {
  return andThen(found, async (value) =>
    isAbsent(value)
      ? unavailable(`${value.absent}: it was deleted, or belongs to an account that we may not look into (memberRoles)`)
      : observed(value),
  );
}
