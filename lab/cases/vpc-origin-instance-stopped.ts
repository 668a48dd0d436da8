import { INSTANCE_ID, minutesBefore } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { behindInstance } from '../vpc-staging.ts';

/** Nobody but CloudFront can dial it; EC2's own records say why CloudFront gets nothing. */
export default defineCase({
  id: 'vpc-origin-instance-stopped',
  story: 'the EC2 instance behind a VPC origin was stopped',
  build: ({ now }) =>
    behindInstance({ state: 'stopped', reason: `User initiated (${minutesBefore(now, 10)} GMT)` }, [
      { port: 443, cidrs: ['0.0.0.0/0'] },
    ]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'instance-not-running',
    certainty: 'proven',
    ruledOut: ['security-group-blocks-cloudfront', 'vpc-origin-not-deployed'],
    says: [
      `Instance ${INSTANCE_ID} behind the origin is stopped`,
      'the VPC origin, which leads to this very instance',
      `aws ec2 start-instances --region ${REGION} --instance-ids ${INSTANCE_ID}`,
      'nobody but CloudFront can dial a VPC origin',
    ],
    blindSpots: ['private network'],
  },
});
