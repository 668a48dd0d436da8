import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { eventBridge, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/** The change of certificate is no fault of itself; whoever is woken again shall know of it. The lab's errors are not on the wire. */
export default defineCase({
  id: 'certificate-replaced-between-alarms',
  story: 'RSA became ECDSA at a renewal, between two alarms for which nothing is wrong with TLS',
  async build({ authority, at, now }) {
    const names = ['origin.example.com'];
    const [rsa, ecdsa] = await Promise.all([
      authority.issue({ names, notBefore: at(-60), notAfter: at(30), key: 'RSA-2048' }),
      authority.issue({ names, notBefore: at(-1), notAfter: at(89), key: 'P-256' }),
    ]);
    const event = (state: 'OK' | 'ALARM', minutes: number) =>
      sqs([
        eventBridge({
          distributionId: SHOP_ID,
          at: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
          state,
        }),
      ]);
    const renewed = [{ at: [WEB], serve: tlsOrigin({ chain: [ecdsa, authority.intermediate] }) }];
    return ownServer(tlsOrigin({ chain: [rsa, authority.intermediate] }), {
      steps: [
        { afterMinutes: 6, event: event('OK', 5) },
        { afterMinutes: 16, event: event('ALARM', 15), origins: renewed },
        { afterMinutes: 21, event: event('OK', 20), origins: renewed },
      ],
    });
  },
  expect: [
    { conclusion: 'no-fault-found', neverSays: ['was replaced'] },
    { conclusion: 'no-fault-found', neverSays: ['was replaced'] },
    {
      conclusion: 'no-fault-found',
      says: [
        'Back again',
        'WHAT CHANGED',
        'the certificate was replaced: serial',
        'RSA 2048 → EC P-256 (CloudFront takes both)',
      ],
    },
    { conclusion: 'no-fault-found', says: ['no further change'], neverSays: ['was replaced'] },
  ],
});
