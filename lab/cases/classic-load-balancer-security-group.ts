import { behindClosedClassic } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

export default defineCase({
  id: 'classic-load-balancer-security-group',
  story: 'a classic load balancer’s security group admits CloudFront on port 80, the listener is on 443',
  build: ({ authority }) => behindClosedClassic(authority, [{ port: 80, prefixLists: [ORIGIN_FACING] }]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['on port 80, not on 443', 'authorize-security-group-ingress', ORIGIN_FACING],
  },
});
