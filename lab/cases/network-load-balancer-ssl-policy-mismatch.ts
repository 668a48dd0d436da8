import { behindClosedNetwork, NLB } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';

/** A TLS listener has a security policy as an HTTPS listener has. */
export default defineCase({
  id: 'network-load-balancer-ssl-policy-mismatch',
  story: 'a network load balancer admits CloudFront alone; its policy and OriginSslProtocols share no version',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const staging = behindClosedNetwork([{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      ...{ protocol: 'TLS', defaultCertificateArn: certificateArn(1) },
      sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01',
    });
    const distributions = [
      shop({ origins: [{ id: 'web', domainName: 'origin.example.com', sslProtocols: ['TLSv1', 'TLSv1.1'] }] }),
    ];
    const certificates = [inAcm(leaf, certificateArn(1), { inUseBy: [NLB.arn] })];
    return { ...staging, account: { ...staging.account, distributions, certificates } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ssl-policy-mismatch',
    certainty: 'likely',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['OriginSslProtocols', 'aws elbv2 modify-listener'],
    blindSpots: ['and not us', 'and not us'],
  },
});
