import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn } from '../estate.ts';

/** The list of protocols is as old as the distribution, the listener's policy is not; no dial is needed to see it. */
export default defineCase({
  id: 'closed-to-us-ssl-policy-mismatch',
  story: 'the security group admits CloudFront alone; OriginSslProtocols and the listener’s policy share no version',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      balancer: {
        listeners: [
          {
            ...{ port: 443, defaultCertificateArn: certificateArn(1) },
            sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01',
          },
        ],
      },
      origin: { sslProtocols: ['TLSv1', 'TLSv1.1'] },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ssl-policy-mismatch',
    certainty: 'likely',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['ELBSecurityPolicy-TLS-1-2-2017-01'],
    blindSpots: ['and not us', 'and not us'],
  },
});
