import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindBalancer } from '../staging.ts';

/** The certificate of the website stands on the listener; CloudFront asks for the origin. */
export default defineCase({
  id: 'listener-certificate-for-another-name',
  story: 'the load balancer admits CloudFront alone, and holds no certificate for the origin’s name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    const held = inAcm(leaf, certificateArn(1));
    return behindBalancer('firewall', { certificates: [held] }, { limits: { connectMs: 400 } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-for-another-name',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['--domain-name origin.example.com', 'add-listener-certificates'],
    neverSays: ['modify-listener'],
    ruledOut: ['listener-certificate-expired', 'stored-chain-untrusted'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
