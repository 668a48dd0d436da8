import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Another metric than the error rates: acknowledged, not examined. */
export default defineCase({
  id: 'alarm-unrelated',
  story: 'decoy: the alarm watches CloudFront requests, not errors',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = sqs([eventBridge({ ...transition, metric: 'Requests' })]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: [],
});
