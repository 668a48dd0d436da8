import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** What the origin speaks instead is found by asking it. */
export default defineCase({
  id: 'protocol-mismatch',
  story: 'an old server ends at TLS 1.1; CloudFront may speak TLS 1.2 and later',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'protocol-mismatch',
    says: ['TLSv1.1', 'OriginSslProtocols'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls'],
  },
});
