import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/**
 * P-256 works with CloudFront: the change of key type is a fact, never the accused.
 * https://cloudgov.statuspage.io/incidents/vz9t74zm7zw8
 */
export default defineCase({
  id: 'key-type-changed',
  story: 'RSA became ECDSA at the renewal; the load balancer admits CloudFront alone',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const [rsa, ecdsa] = await Promise.all([
      authority.issue({ names, notBefore: at(-60), notAfter: at(30), key: 'RSA-2048' }),
      authority.issue({ names, notBefore: at(-1), notAfter: at(89), key: 'P-256' }),
    ]);
    const held = [
      inAcm(ecdsa, certificateArn(1), { type: 'IMPORTED' }),
      inAcm(rsa, certificateArn(2), {
        type: 'IMPORTED',
        keyAlgorithm: 'RSA_2048',
      }),
    ];
    const listener = { certificateArns: [certificateArn(1), certificateArn(2)] };
    return behindBalancer('firewall', { certificates: held, listener }, { limits: { connectMs: 400 } });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['key-type-changed', 'port-unreachable'],
    says: ['ECDSA', 'CloudFront takes both'],
    ruledOut: ['stored-chain-untrusted'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
