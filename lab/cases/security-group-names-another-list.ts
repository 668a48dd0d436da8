import { behindGate, ORIGIN_FACING_IPV6 } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Two lists of CloudFront with almost the same name: this one holds IPv6 addresses, and the origin is dialled over IPv4. */
export default defineCase({
  id: 'security-group-names-another-list',
  story: 'the security group admits CloudFront’s IPv6 list, and the origin is dialled over IPv4',
  build: ({ authority }) => behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING_IPV6] }]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['names the wrong prefix list', 'com.amazonaws.global.ipv6.cloudfront.origin-facing', 'over IPv4'],
  },
});
