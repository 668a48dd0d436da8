import { GROUP, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm, REGION } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** Inside the network too the load balancer's own security group must admit CloudFront. */
export default defineCase({
  id: 'vpc-origin-security-group',
  story: 'the load balancer behind a VPC origin admits CloudFront on port 80, the listener is on 443',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      balancer: { securityGroups: [GROUP] },
      account: {
        securityGroups: [{ region: REGION, id: GROUP, inbound: [{ port: 80, prefixLists: [ORIGIN_FACING] }] }],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    says: ['authorize-security-group-ingress', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
