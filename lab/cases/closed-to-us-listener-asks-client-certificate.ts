import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn } from '../estate.ts';

/** Only the listener's own settings can tell: nobody but CloudFront gets as far as a handshake. */
export default defineCase({
  id: 'closed-to-us-listener-asks-client-certificate',
  story: 'the security group admits CloudFront alone, and the listener verifies clients',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      balancer: {
        listeners: [
          {
            ...{ port: 443, defaultCertificateArn: certificateArn(1) },
            mutualAuthentication: { mode: 'verify', trustStoreArn: TRUST_STORE },
          },
        ],
      },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-asks-client-certificate',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['OriginMtlsConfig', '--mutual-authentication Mode=off'],
    blindSpots: ['and not us', 'and not us'],
  },
});

const TRUST_STORE = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/clients/73e2d6bc24d8a067';
