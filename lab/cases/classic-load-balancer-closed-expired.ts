import { behindClosedClassic, CLASSIC } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Nothing can be dialled, as it should be; ACM knows how long the certificate was good for. */
export default defineCase({
  id: 'classic-load-balancer-closed-expired',
  story: 'a classic load balancer admits CloudFront alone; its records show an expired certificate',
  build: ({ authority, at }) =>
    behindClosedClassic(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      notBefore: at(-200),
      notAfter: at(-2),
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-expired',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: [
      `aws elb set-load-balancer-listener-ssl-certificate --region eu-west-1 --load-balancer-name ${CLASSIC.name}`,
    ],
    neverSays: ['aws elbv2'],
    blindSpots: ['and not us', 'and not us'],
  },
});
