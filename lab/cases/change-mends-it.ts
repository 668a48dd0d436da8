import { defineCase } from '../case.ts';
import { certificateArn, inAcm, SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { BALANCER, behindBalancer } from '../staging.ts';
import { minutesAgo, modifyListener } from '../trail.ts';

/** The closing message tells who mended it and by what, and nothing again of what the first message told. */
export default defineCase({
  id: 'change-mends-it',
  story: 'somebody puts the right certificate on the listener, and the alarm goes back to OK',
  async build({ authority, now }) {
    const other = await authority.issue({ names: ['blog.example.com'] });
    const right = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const quietAt = new Date(Date.parse(now) + 20 * 60_000).toISOString();
    return behindBalancer(
      tlsOrigin({ chain: [other, authority.intermediate] }),
      { certificates: [inAcm(other, certificateArn(1)), inAcm(right, certificateArn(2))] },
      {
        account: {
          events: [
            modifyListener(minutesAgo(now, 9)),
            modifyListener(minutesAgo(now, -11), {
              identity: { type: 'IAMUser', userName: 'alice' },
              parameters: { certificates: [{ certificateArn: certificateArn(2) }] },
            }),
          ],
        },
        steps: [
          {
            afterMinutes: 21,
            event: sqs([eventBridge({ distributionId: SHOP_ID, at: quietAt, state: 'OK' })]),
            origins: [{ at: BALANCER, serve: tlsOrigin({ chain: [right, authority.intermediate] }) }],
          },
        ],
      },
    );
  },
  expect: [
    {
      conclusion: 'root-cause',
      ruleId: 'listener-certificate-missing-for-name',
      also: ['certificate-name-mismatch'],
      says: ['by role deploy'],
    },
    {
      conclusion: 'no-fault-found',
      // The pretend account stands still: its records tell of the old certificate.
      notices: ['answered-by-something-else', 'listener-certificate-for-another-name'],
      says: [
        'Recovered: the certificate was replaced: serial',
        'EC P-256 → RSA 2048 (CloudFront takes both)',
        'WHAT CHANGED',
        'by user alice, 17 minutes after the errors began',
      ],
      neverSays: ['by role deploy'],
    },
  ],
});
