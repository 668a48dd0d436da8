import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/** An expired certificate is told, and twenty minutes later the alarm is quiet: somebody has put a new one in its place. */
export default defineCase({
  id: 'incident-recovered',
  story: 'an expired certificate is replaced, and the alarm goes back to OK',
  async build({ authority, at, now }) {
    const { intermediate } = authority;
    const names = ['origin.example.com'];
    const old = await authority.issue({ names, notBefore: at(-93), notAfter: at(-3) });
    const renewed = await authority.issue({ names, notBefore: at(0), notAfter: at(90) });
    const quietAt = new Date(Date.parse(now) + 20 * 60_000).toISOString();
    const event = sqs([eventBridge({ distributionId: SHOP_ID, at: quietAt, state: 'OK' })]);
    const origins = [{ at: [WEB], serve: tlsOrigin({ chain: [renewed, intermediate] }) }];
    return ownServer(tlsOrigin({ chain: [old, intermediate] }), { steps: [{ afterMinutes: 21, event, origins }] });
  },
  expect: [
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven' },
    {
      conclusion: 'no-fault-found',
      says: [
        'Recovered: the certificate was replaced: serial',
        'the new one ends',
        'expired 3 days ago',
        `on 1 distribution: ${SHOP_ID}`,
      ],
      neverSays: ['WHAT TO DO', 'still there'],
    },
  ],
});
