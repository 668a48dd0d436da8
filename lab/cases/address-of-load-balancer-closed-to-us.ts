import { behindAddress, ofBalancer } from '../behind-address.ts';
import { GROUP, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { alb, certificateArn, inAcm, REGION } from '../estate.ts';

/** Not a packet comes back, and a network interface tells all the same which load balancer it is. */
export default defineCase({
  id: 'address-of-load-balancer-closed-to-us',
  story: 'DNS elsewhere holds the addresses of a load balancer whose security group has no rule for 443',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindAddress('firewall', ofBalancer(), {
      account: {
        loadBalancers: [alb({ securityGroups: [GROUP] })],
        securityGroups: [{ region: REGION, id: GROUP, inbound: [{ port: 80, prefixLists: [ORIGIN_FACING] }] }],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
      limits: { connectMs: 400 },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['found by network interface eni-', 'authorize-security-group-ingress'],
  },
});
