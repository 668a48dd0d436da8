import { defineCase } from '../case.ts';
import { alone, certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** Whoever imported it left the chain out. A browser would fetch what is missing; CloudFront does not. */
export default defineCase({
  id: 'stored-chain-incomplete',
  story: 'the load balancer admits CloudFront alone; its certificate was imported without the intermediate',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const held = inAcm(leaf, certificateArn(1), { type: 'IMPORTED', ...alone(leaf) });
    return behindBalancer('firewall', { certificates: [held] }, { limits: { connectMs: 400 } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'stored-chain-untrusted',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: ['Lab TLS Issuing CA 1', 'aws acm import-certificate', 'chain.pem'],
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
