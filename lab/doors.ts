import type { Expectation, Lab, Staging } from './case.ts';
import { SHOP_ID } from './estate.ts';
import type { Transition } from './events.ts';
import { tlsOrigin } from './origins/tls.ts';
import { ownServer } from './staging.ts';

/** The same fault behind every door: a web server whose certificate ran out three days ago, and the alarm as `event` makes it. */
export async function expiredServer(
  { authority, at, now }: Lab,
  event: (transition: Transition) => unknown,
): Promise<Staging> {
  const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
  const serve = tlsOrigin({ chain: [leaf, authority.intermediate] });
  return ownServer(serve, { event: event({ distributionId: SHOP_ID, at: now }) });
}

/** What people are told of it, whichever door the alarm came through. */
export const TOLD_AS_EXPIRED: Expectation = {
  conclusion: 'root-cause',
  ruleId: 'certificate-expired',
  certainty: 'proven',
  says: ['expired 3 days ago'],
};
