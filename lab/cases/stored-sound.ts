import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** A firewall alone accuses nobody, and what the records say acquits the certificate. */
export default defineCase({
  id: 'stored-sound',
  story: 'the load balancer admits CloudFront alone, and its certificate is as it should be',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.example.com'] });
    const held = inAcm(leaf, certificateArn(1));
    return behindBalancer('firewall', { certificates: [held] }, { limits: { connectMs: 400 } });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    ruledOut: ['stored-chain-untrusted'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
