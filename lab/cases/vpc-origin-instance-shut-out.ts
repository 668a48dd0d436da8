import { INSTANCE_GROUP, INSTANCE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { APP_GROUP, behindInstance } from '../vpc-staging.ts';

/** The rule was copied from the load balancer that stood there before. */
export default defineCase({
  id: 'vpc-origin-instance-shut-out',
  story: 'the group of the EC2 instance behind a VPC origin admits the group of an old load balancer, not CloudFront’s',
  build: () => behindInstance({}, [{ port: 443, groups: [APP_GROUP] }]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'likely',
    says: [
      `Security group ${INSTANCE_GROUP} admits ${APP_GROUP} (old-alb) on port 443, and not CloudFront`,
      `before instance ${INSTANCE_ID}`,
      'CloudFront-VPCOrigins-Service-SG',
      `aws ec2 authorize-security-group-ingress --region ${REGION} --group-id ${INSTANCE_GROUP}`,
    ],
    ruledOut: ['instance-not-running'],
    blindSpots: ['private network'],
  },
});
