import type { Observation } from '../model/evidence.ts';
import type { There } from '../touched.ts';
import type { Aws } from './clients.ts';
import type { Members } from './members.ts';
import { andThen, elsewhere } from './observe.ts';

/** Asks with the clients of the account that a resource is in: the own one, or another through the role by which it was seen. */
export type AskThere = <T>(
  there: There | undefined,
  ask: (aws: Aws) => Promise<Observation<T>>,
) => Promise<Observation<T>>;

type Asking = { readonly aws: Aws; readonly members: Members; readonly signal: AbortSignal };

/** What could not be seen in another account is told with it. A session there is kept, so that entering it again costs no call. */
export function askThere({ aws, members, signal }: Asking): AskThere {
  return async (there, ask) => {
    if (!there) return ask(aws);
    const [, partition] = there.assumedRole.split(':');
    const member = await members.enter(there.accountId, signal, partition);
    return andThen(member, async (one) => elsewhere(there, await ask(one.aws)));
  };
}
