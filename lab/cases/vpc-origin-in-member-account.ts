import { MEMBER } from '../behind.ts';
import { defineCase } from '../case.ts';
import { alb, REGION } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

const THEIRS = `arn:aws:elasticloadbalancing:${REGION}:${MEMBER.accountId}:loadbalancer/app/theirs/50dc6c495c0c9188`;

/** CloudFront names the load balancer by its ARN, and so its account; the name of a role is all that must be known. */
export default defineCase({
  id: 'vpc-origin-in-member-account',
  story: 'nothing listens behind a VPC origin whose load balancer is in another account, which lets us read it',
  build: () => {
    const theirs = alb({
      name: 'theirs',
      arn: THEIRS,
      scheme: 'internal',
      listeners: [{ port: 80, protocol: 'HTTP' }],
    });
    const member = { accountId: MEMBER.accountId, roles: [{ name: MEMBER.roleName }], loadBalancers: [theirs] };
    const staging = behindVpcOrigin({ vpcOrigin: { endpointArn: THEIRS }, account: { members: [member] } });
    return { ...staging, config: { memberRoles: { everywhere: `arn:aws:iam::{account}:role/${MEMBER.roleName}` } } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    also: ['security-group-blocks-cloudfront'],
    says: [`of account ${MEMBER.accountId}, which the commands below are for`],
    blindSpots: ['private network'],
  },
});
