import { behindClosedNetwork, NLB } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';

/** A TLS listener's certificate is in ACM: no dial is needed to see that it ran out. */
export default defineCase({
  id: 'network-load-balancer-closed-expired',
  story: 'a network load balancer admits CloudFront alone, and the certificate on its TLS listener ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', inUseBy: [NLB.arn] });
    const staging = behindClosedNetwork([{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      protocol: 'TLS',
      defaultCertificateArn: certificateArn(1),
    });
    return { ...staging, account: { ...staging.account, certificates: [held] } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-expired',
    certainty: 'proven',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['aws elbv2 modify-listener --region eu-west-1'],
    blindSpots: ['and not us', 'and not us'],
  },
});
