import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

const THEIRS = `arn:aws:elasticloadbalancing:${REGION}:444455556666:loadbalancer/app/theirs/50dc6c495c0c9188`;

export default defineCase({
  id: 'vpc-origin-of-another-account',
  story: 'the load balancer behind a VPC origin belongs to another account: a blind spot that names it',
  build: () => behindVpcOrigin({ vpcOrigin: { endpointArn: THEIRS } }),
  expect: {
    conclusion: 'inconclusive',
    says: ['444455556666', '"arn:aws:iam::444455556666:role/OriginResponderMember"'],
    blindSpots: ['private network', '444455556666, and no role there is configured'],
  },
});
