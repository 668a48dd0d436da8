import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** CloudFront speaks TLS 1.3 to origins since November 2025, and takes P-256: neither is a cause any more. */
export default defineCase({
  id: 'tls13-only-healthy',
  story: 'decoy: an origin that speaks TLS 1.3 only, with an ECDSA key',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], minVersion: 'TLSv1.3' }));
  },
  expect: { conclusion: 'no-fault-found', ruledOut: ['certificate-expired', 'origin-not-tls'] },
});
