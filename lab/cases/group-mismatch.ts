import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A hardened list of curves; the certificate itself is well. */
export default defineCase({
  id: 'group-mismatch',
  story: 'the origin agrees on P-521 alone',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, ecdhCurve: 'P-521' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'group-mismatch',
    says: ['secp521r1', 'ssl_ecdh_curve'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls'],
  },
});
