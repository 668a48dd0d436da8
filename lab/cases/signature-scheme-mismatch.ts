import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The newest advice on keys; CloudFront offers no EdDSA. */
export default defineCase({
  id: 'signature-scheme-mismatch',
  story: 'the origin has an Ed25519 key',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'Ed25519' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'signature-scheme-mismatch',
    says: ['EdDSA', 'P-256'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls'],
  },
});
