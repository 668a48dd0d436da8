import { behindGate, GROUP } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { REGION } from '../estate.ts';
import { minutesAgo } from '../trail.ts';

/** The group says that CloudFront is shut out; CloudTrail says who took the rule away. */
export default defineCase({
  id: 'security-group-narrowed',
  story: 'somebody took CloudFront’s rule out of the security group just before the errors; Terraform keeps the group',
  build: ({ authority, now }) =>
    behindGate(authority, [{ port: 443, cidrs: ['198.51.100.0/24'] }], {
      account: {
        tags: { [`arn:aws:ec2:${REGION}:111122223333:security-group/${GROUP}`]: { ManagedBy: 'Terraform' } },
        events: [
          {
            at: minutesAgo(now, 8),
            name: 'RevokeSecurityGroupIngress',
            source: 'ec2.amazonaws.com',
            region: REGION,
            resources: [{ type: 'AWS::EC2::SecurityGroup', name: GROUP }],
            identity: { type: 'IAMUser', userName: 'alice' },
            parameters: {
              groupId: GROUP,
              ipPermissions: { items: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443 }] },
            },
          },
        ],
      },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: [
      `RevokeSecurityGroupIngress (port 443) on ${GROUP} by user alice, 2 minutes before the errors began`,
      "Tagged as Terraform's (ManagedBy=Terraform). Change aws_vpc_security_group_ingress_rule",
    ],
  },
});
