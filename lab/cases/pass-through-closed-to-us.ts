import { behindClosedNetwork } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/**
 * An ingress behind a listener that passes TLS on: its own log shows handshakes that complete and then end without a request,
 * so whoever asks turns the certificate down. Which fault it has no record of AWS tells, and nobody else gets in: nothing is accused.
 * https://github.com/kubernetes/ingress-nginx/issues/2160
 */
export default defineCase({
  id: 'pass-through-closed-to-us',
  story: 'an ingress with its own certificate behind a TCP listener that admits CloudFront alone: nobody could know',
  build: () => behindClosedNetwork([{ port: 443, prefixLists: [ORIGIN_FACING] }], { protocol: 'TCP' }),
  expect: {
    conclusion: 'inconclusive',
    says: ['turned the certificate down: look at its names and its chain'],
    notices: ['closed-to-us-open-to-cloudfront'],
    ruledOut: ['listener-missing', 'security-group-blocks-cloudfront', 'no-healthy-targets'],
    blindSpots: ['and not us', 'and not us'],
  },
});
