import { INSTANCE_GROUP } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, REGION } from '../estate.ts';
import { APP_GROUP, behindVpcOrigin, SERVICE_GROUP } from '../vpc-staging.ts';

/** The same before a load balancer; the service's group was admitted on port 80 only. */
export default defineCase({
  id: 'vpc-origin-shut-out',
  story:
    'the group of the load balancer behind a VPC origin admits CloudFront’s group on port 80 and the office on 443',
  build: async ({ authority }) =>
    behindVpcOrigin({
      certificates: [inAcm(await authority.issue({ names: ['origin.example.com'] }), certificateArn(1))],
      balancer: { securityGroups: [INSTANCE_GROUP] },
      account: {
        securityGroups: [
          {
            ...{ region: REGION, id: INSTANCE_GROUP, name: 'internal-alb' },
            inbound: [
              { port: 80, groups: [SERVICE_GROUP] },
              { port: 443, groups: [APP_GROUP] },
            ],
          },
          { region: REGION, id: SERVICE_GROUP, name: 'CloudFront-VPCOrigins-Service-SG' },
          { region: REGION, id: APP_GROUP, name: 'office-vpn' },
        ],
      },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'likely',
    says: [
      `admits ${APP_GROUP} (office-vpn) on port 443, and not CloudFront`,
      `before load balancer ${ALB.arn.split('/')[2]}`,
    ],
    blindSpots: ['private network'],
  },
});
