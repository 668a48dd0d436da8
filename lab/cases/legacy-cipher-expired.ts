import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { legacyOrigin } from '../origins/legacy.ts';
import { ownServer } from '../staging.ts';

/** The chain comes in the clear, so it is judged although the handshake cannot be completed. */
export default defineCase({
  id: 'legacy-cipher-expired',
  story: 'SSLv3 alone, which CloudFront may speak here, and the certificate has run out',
  async build({ authority, at }) {
    const dates = { notBefore: at(-400), notAfter: at(-2) };
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048', ...dates });
    const origin = { id: 'web', domainName: 'origin.example.com', sslProtocols: ['SSLv3'] };
    return ownServer(legacyOrigin([leaf, authority.intermediate], { version: 0x0300, suite: 0x002f }), {
      account: { distributions: [shop({ origins: [origin] })] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    notices: ['no-forward-secrecy', 'old-protocol-only'],
    ruleId: 'certificate-expired',
    ruledOut: ['protocol-mismatch', 'cipher-mismatch', 'chain-incomplete'],
    blindSpots: ['speaks only SSLv3 with AES128-SHA'],
  },
});
