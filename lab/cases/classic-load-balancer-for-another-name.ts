import { behindClosedClassic } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** The listener holds one certificate: what takes its place must be good for the other names too. */
export default defineCase({
  id: 'classic-load-balancer-for-another-name',
  story: 'a classic load balancer admits CloudFront alone; its one certificate carries other names',
  build: ({ authority }) =>
    behindClosedClassic(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], { names: ['www.example.com'] }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-for-another-name',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: [
      '--domain-name origin.example.com --subject-alternative-names www.example.com',
      'aws elb set-load-balancer-listener-ssl-certificate',
    ],
    neverSays: ['aws elbv2'],
    blindSpots: ['and not us', 'and not us'],
  },
});
