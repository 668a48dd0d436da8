import { defineCase } from '../case.ts';
import { legacyOrigin } from '../origins/legacy.ts';
import { ownServer } from '../staging.ts';

/** Decoy: CloudFront still has 3DES, which no client of today can complete; nobody may be accused for that. */
export default defineCase({
  id: 'legacy-cipher-only',
  story: 'decoy: an old appliance speaks nothing but 3DES over TLS 1.2',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    return ownServer(legacyOrigin([leaf, authority.intermediate], { version: 0x0303, suite: 0x000a }));
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['no-forward-secrecy'],
    neverSays: ['ssl_ciphers', 'aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete', 'certificate-name-mismatch', 'cipher-mismatch'],
    blindSpots: ['speaks only TLSv1.2 with DES-CBC3-SHA, which CloudFront offers and we cannot complete'],
  },
});
