import { behindAlias } from '../behind-address.ts';
import { GROUP, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { alb, certificateArn, inAcm, REGION } from '../estate.ts';

/** Not a packet comes back, and the zone tells all the same which load balancer it is. */
export default defineCase({
  id: 'route-53-alias-closed-to-us',
  story: 'a Route 53 alias leads to a load balancer whose security group has no rule for 443',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const staging = behindAlias('firewall', [inAcm(leaf, certificateArn(1))], {
      account: {
        loadBalancers: [alb({ securityGroups: [GROUP] })],
        securityGroups: [{ region: REGION, id: GROUP, inbound: [{ port: 80, prefixLists: [ORIGIN_FACING] }] }],
      },
    });
    return { ...staging, limits: { connectMs: 400 } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['alias', 'authorize-security-group-ingress'],
  },
});
