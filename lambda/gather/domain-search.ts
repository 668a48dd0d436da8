import type { ApiDomain } from '../model/api-domain.ts';
import type { Observation } from '../model/evidence.ts';
import { isAbsent } from './absent.ts';
import { type Accounts, askEach } from './accounts.ts';
import { findApiDomain } from './api-domain.ts';
import { andThen, observed, unavailable } from './observe.ts';
import type { Look } from './sources.ts';

/** The custom domain name of API Gateway that `asked` is served under, in the first account that has it. */
export async function domainIn(
  { world, signal }: Look,
  accounts: Accounts,
  names: readonly string[],
  asked: string,
): Promise<Observation<ApiDomain>> {
  const sought = { names, asked, regions: world.regions ?? [] };
  const found = await askEach<ApiDomain>(accounts, async ({ aws, entered }) =>
    andThen(await findApiDomain(aws, sought, signal), async (one) =>
      observed(isAbsent(one) ? one : { ...one, ...entered }),
    ),
  );
  return andThen(found, async (one) =>
    isAbsent(one)
      ? unavailable(`${one.absent}; it may belong to an account that we may not look into (memberRoles)`)
      : observed(one),
  );
}
