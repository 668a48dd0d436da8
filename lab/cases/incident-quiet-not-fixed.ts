import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Nobody mended it: at night no request reaches the origin, so the alarm falls quiet. */
export default defineCase({
  id: 'incident-quiet-not-fixed',
  story: 'the alarm goes back to OK for want of traffic, and the certificate is still expired',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const quietAt = new Date(Date.parse(now) + 60 * 60_000).toISOString();
    const event = sqs([eventBridge({ distributionId: SHOP_ID, at: quietAt, state: 'OK' })]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { steps: [{ afterMinutes: 61, event }] });
  },
  expect: [
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven' },
    {
      conclusion: 'root-cause',
      ruleId: 'certificate-expired',
      certainty: 'proven',
      says: ['The alarm is quiet, but the fault is still there.', 'WHAT TO DO'],
      neverSays: ['Recovered'],
    },
  ],
});
