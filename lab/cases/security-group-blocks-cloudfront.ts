import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** The listener moved to 443 when it got a certificate; the rule stayed behind on 80. */
export default defineCase({
  id: 'security-group-blocks-cloudfront',
  story: 'the security group admits CloudFront on port 80, the listener is on 443',
  build: ({ authority }) => behindGate(authority, [{ port: 80, prefixLists: [ORIGIN_FACING] }]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['on port 80, not on 443', 'authorize-security-group-ingress', ORIGIN_FACING, '0.0.0.0/0'],
    neverSays: ['aws acm request-certificate', 'may admit CloudFront and not us'],
  },
});
