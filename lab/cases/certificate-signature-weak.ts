import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** An old certificate that nobody would issue today; the library that CloudFront builds on accepts it. */
export default defineCase({
  id: 'certificate-signature-weak',
  story: 'the leaf is signed with SHA-1',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], hash: 'SHA-1' });
    // OpenSSL 3.0 refuses to serve what it thinks too weak, unless told otherwise.
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], ciphers: 'DEFAULT@SECLEVEL=0' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-signature-weak',
    certainty: 'likely',
    says: ['SHA-1 with ECDSA', 'look further'],
    ruledOut: ['certificate-signature-invalid', 'chain-untrusted'],
  },
});
