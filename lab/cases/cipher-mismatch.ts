import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** CloudFront has CHACHA20 in TLS 1.3 alone. */
export default defineCase({
  id: 'cipher-mismatch',
  story: 'the origin accepts only CHACHA20 over TLS 1.2',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'cipher-mismatch',
    says: ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ssl_ciphers'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls'],
  },
});
