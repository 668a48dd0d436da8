import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The newest advice on keys; CloudFront offers no EdDSA, and no server shows such a certificate to whom cannot use it. */
export default defineCase({
  id: 'certificate-key-unsupported',
  story: 'the origin has an Ed25519 key',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'Ed25519' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-key-unsupported',
    certainty: 'proven',
    says: ['cannot use: Ed25519', 'CN=origin.example.com', 'prime256v1'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['signature-scheme-mismatch', 'cipher-mismatch', 'group-mismatch'],
  },
});
