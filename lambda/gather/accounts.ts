import type { Observation } from '../model/evidence.ts';
import { type Absent, isAbsent } from './absent.ts';
import { type Classic, findClassic } from './classic.ts';
import type { Aws } from './clients.ts';
import { andThen, elsewhere, observed } from './observe.ts';
import { once } from './once.ts';
import type { Look } from './sources.ts';

/** An account as it is asked in one examination. */
export type Account = {
  readonly aws: Aws;
  /** Its id, and the role that was assumed; absent for the account that the function runs in. */
  readonly entered?: { readonly accountId: string; readonly assumedRole: string };
  /** Classic load balancers by Region and name, each asked once: one answer tells the listeners too. */
  classic(region: string, name: string): Promise<Observation<Classic | Absent>>;
};

/** The account that the function runs in, and those that it may look into. */
export type Accounts = {
  readonly own: Account;
  /** Their ids. */
  readonly others: readonly string[];
  /** One of them; unavailable where it does not let us in. */
  other(accountId: string): Promise<Observation<Account>>;
  /** The one that an ARN names, which may be any. */
  holding(arn: string): Promise<Observation<Account>>;
};

/** The accounts of one examination; what needs no other one asks for none. `ownId`: the own one's, where it is known. */
export function accountsOf({ aws, members, signal }: Look, ownId?: string): Accounts {
  const own = accountOf(aws, signal);
  const other = once<[string, string?], Observation<Account>>(
    (accountId) => accountId,
    async (accountId, partition) =>
      andThen(await members.enter(accountId, signal, partition), async ({ aws: there, assumedRole }) =>
        observed({ ...accountOf(there, signal), entered: { accountId, assumedRole } }),
      ),
  );
  const holding = async (arn: string) => {
    const [, partition, , , accountId = ''] = arn.split(':');
    const isOwn = ownId === undefined ? !members.accounts.includes(accountId) : accountId === ownId;
    return isOwn ? observed(own) : other(accountId, partition);
  };
  return { own, others: members.accounts, other, holding };
}

function accountOf(aws: Aws, signal: AbortSignal): Account {
  const classic = once(
    (region, name) => `${region} ${name}`,
    (region: string, name: string) => findClassic(aws, region, name, signal),
  );
  return { aws, classic };
}

type Unseen = Exclude<Observation<never>, { status: 'observed' }>;

/**
 * Asks the own account, and every other one side by side only if it is not there. The first that has it counts. Where none
 * does, the answer says who was asked; where one could not be asked, that is told instead.
 */
export async function askEach<T extends object>(
  accounts: Accounts,
  ask: (account: Account) => Promise<Observation<T | Absent>>,
): Promise<Observation<T | Absent>> {
  const here = await ask(accounts.own);
  if (here.status !== 'observed' || !isAbsent(here.value) || accounts.others.length === 0) return here;
  const there = await Promise.all(
    accounts.others.map(async (id) =>
      andThen(await accounts.other(id), async (account) => elsewhere(account.entered, await ask(account))),
    ),
  );
  const found = there.find((one) => one.status === 'observed' && !isAbsent(one.value));
  const unseen = there.find((one): one is Unseen => one.status !== 'observed');
  return (
    found ?? unseen ?? observed({ ...here.value, absent: `${here.value.absent}, nor of ${accounts.others.join(', ')}` })
  );
}

/** Marks what was found in another account with the role through which it was. */
export function marked<T extends object>({ entered }: Account, one: T): T & { readonly assumedRole?: string } {
  return entered ? { ...one, assumedRole: entered.assumedRole } : one;
}
