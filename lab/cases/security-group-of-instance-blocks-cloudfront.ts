import { behindInstanceGate, INSTANCE_GROUP, INSTANCE_ID } from '../behind-address.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** The rules were written for HTTP; the server got a certificate, and nobody opened 443. */
export default defineCase({
  id: 'security-group-of-instance-blocks-cloudfront',
  story: 'the security group of an EC2 instance admits CloudFront on port 80, the origin is dialled on 443',
  build: () =>
    behindInstanceGate([
      { port: 80, prefixLists: [ORIGIN_FACING] },
      { port: 22, cidrs: ['198.51.100.7/32'] },
    ]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: [
      `Security group ${INSTANCE_GROUP} admits CloudFront on port 80, not on 443`,
      `before instance ${INSTANCE_ID}`,
      `aws ec2 authorize-security-group-ingress --region eu-west-1 --group-id ${INSTANCE_GROUP}`,
      `"PrefixListId":"${ORIGIN_FACING}"`,
    ],
    neverSays: ['load balancer', 'may admit CloudFront and not us'],
  },
});
