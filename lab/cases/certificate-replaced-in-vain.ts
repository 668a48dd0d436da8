import { defineCase, NEXT_LOOK } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/** Whoever replaced it learns at the next look that it did not help, and is told once. */
export default defineCase({
  id: 'certificate-replaced-in-vain',
  story: 'an expired certificate is replaced by an older copy from a backup; nobody looks again but the function',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const old = await authority.issue({ names, notBefore: at(-93), notAfter: at(-3) });
    const older = await authority.issue({ names, notBefore: at(-183), notAfter: at(-93) });
    const origins = [{ at: [WEB], serve: tlsOrigin({ chain: [older, authority.intermediate] }) }];
    return ownServer(tlsOrigin({ chain: [old, authority.intermediate] }), {
      steps: [
        { afterMinutes: 15, event: NEXT_LOOK, origins },
        { afterMinutes: 60, event: NEXT_LOOK, origins },
      ],
    });
  },
  expect: [
    { conclusion: 'root-cause', ruleId: 'certificate-expired', certainty: 'proven' },
    {
      conclusion: 'root-cause',
      ruleId: 'certificate-expired',
      certainty: 'proven',
      says: ['Changed since it was last told:', 'Now: The certificate on', 'The certificate was replaced: serial'],
    },
  ],
});
