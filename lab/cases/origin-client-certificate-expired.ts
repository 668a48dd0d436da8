import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Imported a year ago, and nobody renews what is imported. CloudFront goes on showing it. */
export default defineCase({
  id: 'origin-client-certificate-expired',
  story: 'the client certificate that CloudFront shows to the listener expired',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const client = await authority.issue({ names: ['cloudfront.example.com'], notBefore: at(-370), notAfter: at(-2) });
    const clientCertificateArn = certificateArn(7, 'us-east-1');
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate], maxVersion: 'TLSv1.2', demandsClientCertificate: true }),
      {
        certificates: [
          inAcm(leaf, certificateArn(1)),
          inAcm(client, clientCertificateArn, { type: 'IMPORTED', status: 'EXPIRED' }),
        ],
        listener: { mutualAuthentication: { mode: 'verify', trustStoreArn: TRUST_STORE } },
      },
      {
        account: {
          distributions: [shop({ origins: [{ id: 'web', domainName: 'origin.example.com', clientCertificateArn }] })],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-client-certificate-expired',
    certainty: 'proven',
    says: ['aws acm import-certificate --region us-east-1'],
    neverSays: ['aws acm request-certificate'],
  },
});

const TRUST_STORE = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/clients/73e2d6bc24d8a067';
