import { defineCase } from '../case.ts';
import { ACCOUNT, REGION } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** No record of AWS shows what an instance serves. */
export default defineCase({
  id: 'vpc-origin-instance',
  story: 'an EC2 instance stands behind a VPC origin: nothing can be said of what it serves',
  build: () =>
    behindVpcOrigin({
      vpcOrigin: { endpointArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0` },
      account: { loadBalancers: [] },
    }),
  expect: {
    conclusion: 'inconclusive',
    says: ['i-0123456789abcdef0'],
    blindSpots: ['private network'],
  },
});
