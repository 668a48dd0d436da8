import { behindAddress, INSTANCE_ID, minutesBefore, ofInstance } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { minutesAgo } from '../trail.ts';

/** The Elastic IP address stays with a stopped instance, so DNS, the zone and the interface all look right. */
export default defineCase({
  id: 'instance-not-running',
  story: 'the EC2 instance behind an Elastic IP address was stopped by somebody ten minutes ago',
  build: ({ now }) =>
    behindAddress('firewall', ofInstance({ allocationId: 'eipalloc-0a1b2c3d4e5f60718' }), {
      limits: { connectMs: 400 },
      account: {
        instances: [
          {
            ...{ region: REGION, id: INSTANCE_ID, state: 'stopped' },
            reason: `User initiated (${minutesBefore(now, 10)} GMT)`,
            securityGroups: ['sg-0aa11bb22cc33dd44'],
          },
        ],
        events: [
          {
            ...{ at: minutesAgo(now, 10), name: 'StopInstances', source: 'ec2.amazonaws.com', region: REGION },
            resources: [{ type: 'AWS::EC2::Instance', name: INSTANCE_ID }],
          },
        ],
        securityGroups: [
          { region: REGION, id: 'sg-0aa11bb22cc33dd44', name: 'web', inbound: [{ port: 443, cidrs: ['0.0.0.0/0'] }] },
        ],
      },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'instance-not-running',
    certainty: 'proven',
    notices: ['port-unreachable'],
    ruledOut: ['security-group-blocks-cloudfront'],
    says: [
      `Instance ${INSTANCE_ID} behind the origin is stopped`,
      'User initiated',
      'StopInstances',
      'role deploy',
      'Broken since',
      `aws ec2 start-instances --region eu-west-1 --instance-ids ${INSTANCE_ID}`,
    ],
    neverSays: ['may admit CloudFront and not us', 'authorize-security-group-ingress'],
  },
});
