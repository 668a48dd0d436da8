import { defineCase } from '../case.ts';
import { silentOrigin } from '../origins/silent.ts';
import { ownServer } from '../staging.ts';

/** It accepts the connection and says nothing. A firewall may admit CloudFront and not us: so it is likely and no more. */
export default defineCase({
  id: 'silent-origin',
  story: 'the origin accepts the connection and never answers the ClientHello',
  build: () => ownServer(silentOrigin(), { limits: { handshakeMs: 600 } }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-stalled',
    certainty: 'likely',
    says: ['firewall'],
    neverSays: ['aws acm request-certificate'],
  },
});
