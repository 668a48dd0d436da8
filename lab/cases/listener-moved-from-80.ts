import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/**
 * Listener, security group and origin disagree: a certificate moved the listener to 443, the others stayed on 80.
 * https://github.com/yc-software/qm/issues/340
 * https://github.com/yc-software/qm/pull/363
 */
export default defineCase({
  id: 'listener-moved-from-80',
  story: 'CloudFront dials 80, the security group admits it there, the listener is on 443 now',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 80, prefixLists: [ORIGIN_FACING] }], {
      origin: { protocolPolicy: 'http-only' },
    }).then((staged) => ({ ...staged, origins: staged.origins.map((one) => ({ ...one, port: 80 })) })),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['443', 'authorize-security-group-ingress'],
    blindSpots: ['and not us', 'and not us'],
  },
});
