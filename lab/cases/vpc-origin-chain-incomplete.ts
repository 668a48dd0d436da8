import { defineCase } from '../case.ts';
import { alone, certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** ACM tells the very chain that the listener sends: it was imported without the intermediate. */
export default defineCase({
  id: 'vpc-origin-chain-incomplete',
  story: 'the certificate of a VPC origin’s load balancer was imported without its intermediate',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({ certificates: [inAcm(leaf, certificateArn(1), { type: 'IMPORTED', ...alone(leaf) })] });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'stored-chain-untrusted',
    certainty: 'likely',
    says: ['aws acm import-certificate', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
