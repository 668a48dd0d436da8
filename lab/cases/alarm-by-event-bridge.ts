import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The rule’s target is the function itself. */
export default defineCase({
  id: 'alarm-by-event-bridge',
  story: 'EventBridge calls the function, without a queue',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = eventBridge(transition);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
