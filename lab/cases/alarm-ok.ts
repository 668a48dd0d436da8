import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Nobody is woken by good news. */
export default defineCase({
  id: 'alarm-ok',
  story: 'decoy: the alarm went back to OK',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = sqs([eventBridge({ ...transition, state: 'OK' })]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: [],
});
