import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

export default defineCase({
  id: 'vpc-origin-not-deployed',
  story: 'the VPC origin was changed and is not deployed yet',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      vpcOrigin: { status: 'Deploying' },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'vpc-origin-not-deployed',
    certainty: 'likely',
    says: ['Deploying', 'aws cloudfront get-vpc-origin'],
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['private network'],
  },
});
