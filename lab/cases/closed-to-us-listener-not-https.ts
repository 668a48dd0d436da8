import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Nothing can be dialled, as it should be; the listener's protocol says enough. */
export default defineCase({
  id: 'closed-to-us-listener-not-https',
  story: 'the security group admits CloudFront alone, and the listener on 443 speaks plain HTTP',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      balancer: { listeners: [{ port: 443, protocol: 'HTTP' }] },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-not-https',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    blindSpots: ['and not us', 'and not us'],
  },
});
