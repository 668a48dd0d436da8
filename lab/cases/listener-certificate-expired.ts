import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** Nothing can be dialled, as it should be; the records say enough. */
export default defineCase({
  id: 'listener-certificate-expired',
  story: 'the load balancer admits CloudFront alone; its records show an expired certificate',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-368), notAfter: at(-3) });
    const held = inAcm(leaf, certificateArn(1), {
      type: 'IMPORTED',
      status: 'EXPIRED',
    });
    return behindBalancer('firewall', { certificates: [held] }, { limits: { connectMs: 400 } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-expired',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['expired 3 days ago', 'aws acm import-certificate', certificateArn(1), 'https://www.example.com/'],
    neverSays: ['openssl s_client'],
    ruledOut: ['stored-chain-untrusted', 'listener-certificate-for-another-name'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
