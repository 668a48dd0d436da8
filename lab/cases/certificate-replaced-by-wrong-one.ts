import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/** Another fault is another incident; the same alarm rang for the one before, and what was served then is remembered. */
export default defineCase({
  id: 'certificate-replaced-by-wrong-one',
  story: 'an expired certificate is replaced in a hurry, by one for another name, and the alarm rings again',
  async build({ authority, at, now }) {
    const { intermediate } = authority;
    const old = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const wrong = await authority.issue({ names: ['blog.example.com'], key: 'RSA-2048' });
    const event = (state: 'OK' | 'ALARM', minutes: number) =>
      sqs([
        eventBridge({
          distributionId: SHOP_ID,
          at: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
          state,
        }),
      ]);
    return ownServer(tlsOrigin({ chain: [old, intermediate] }), {
      steps: [
        { afterMinutes: 6, event: event('OK', 5) },
        {
          afterMinutes: 11,
          event: event('ALARM', 10),
          origins: [{ at: [WEB], serve: tlsOrigin({ chain: [wrong, intermediate] }) }],
        },
      ],
    });
  },
  expect: [
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven', neverSays: ['was replaced'] },
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven', says: ['still there'] },
    {
      conclusion: 'root-cause',
      ruleId: 'certificate-name-mismatch',
      certainty: 'proven',
      says: ['WHAT CHANGED', 'the certificate was replaced: serial', 'EC P-256 → RSA 2048'],
      neverSays: ['Back again'],
    },
  ],
});
