import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A byte of the file changed on the way to the server. */
export default defineCase({
  id: 'certificate-signature-invalid',
  story: 'the signature on the leaf does not hold',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], forged: true });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-signature-invalid',
    certainty: 'proven',
    says: ['Lab TLS Issuing CA 1', 'SHA-256 with ECDSA'],
    ruledOut: ['chain-untrusted', 'chain-incomplete', 'certificate-expired'],
  },
});
