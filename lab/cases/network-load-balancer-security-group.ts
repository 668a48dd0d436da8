import { behindClosedNetwork } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** One with security groups drops packets itself, whatever its targets admit. */
export default defineCase({
  id: 'network-load-balancer-security-group',
  story: 'a network load balancer’s security group admits CloudFront on port 80, the listener is on 443',
  build: () => behindClosedNetwork([{ port: 80, prefixLists: [ORIGIN_FACING] }], { protocol: 'TCP' }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['on port 80, not on 443', 'authorize-security-group-ingress', ORIGIN_FACING],
  },
});
