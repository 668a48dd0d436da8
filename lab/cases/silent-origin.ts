import { defineCase } from '../case.ts';
import { silentOrigin } from '../origins/silent.ts';
import { ownServer } from '../staging.ts';

/** It accepts the connection and says nothing. A firewall may admit CloudFront and not us: nobody can know from here. */
export default defineCase({
  id: 'silent-origin',
  story: 'the origin accepts the connection and never answers the ClientHello',
  build: () => ownServer(silentOrigin(), { limits: { handshakeMs: 600 } }),
  expect: {
    conclusion: 'inconclusive',
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['did not answer'],
  },
});
