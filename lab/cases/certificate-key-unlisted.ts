import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Decoy: AWS's page names 256 bits alone, AWS's own TLS library takes P-384. Worth a line, and no cause. */
export default defineCase({
  id: 'certificate-key-unlisted',
  story: 'decoy: a P-384 key, which AWS’s page does not name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-384' });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-key-unsupported'],
    says: ['secp384r1'],
    ruledOut: ['signature-scheme-mismatch', 'certificate-expired'],
  },
});
