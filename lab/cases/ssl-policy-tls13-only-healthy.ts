import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** CloudFront speaks TLS 1.3 to origins whatever OriginSslProtocols lists. */
export default defineCase({
  id: 'ssl-policy-tls13-only-healthy',
  story: 'decoy: the listener’s policy speaks TLS 1.3 alone, OriginSslProtocols lists TLSv1.2',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate], minVersion: 'TLSv1.3' }), {
      certificates: [inAcm(leaf, certificateArn(1))],
      listener: { sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' },
    });
  },
  expect: { conclusion: 'no-fault-found', ruledOut: ['ssl-policy-mismatch', 'protocol-mismatch'] },
});
