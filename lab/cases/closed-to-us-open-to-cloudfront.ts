import { behindGate, GROUP, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** As AWS advises. Our silence accuses nobody, and acquits nobody of what stands behind. */
export default defineCase({
  id: 'closed-to-us-open-to-cloudfront',
  story: 'the security group admits CloudFront alone, as it should: our dials are dropped',
  build: ({ authority }) => behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }]),
  expect: {
    conclusion: 'inconclusive',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: [GROUP, 'admits CloudFront', 'could not be tried from here'],
    neverSays: [
      'See whether the firewall',
      'does not answer us on port',
      'authorize-security-group-ingress',
      '0.0.0.0/0',
    ],
    ruledOut: ['security-group-blocks-cloudfront', 'listener-missing'],
    blindSpots: ['and not us', 'and not us'],
  },
});
