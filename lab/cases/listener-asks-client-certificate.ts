import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Mutual authentication was switched on for other clients; CloudFront has nothing to show. */
export default defineCase({
  id: 'listener-asks-client-certificate',
  story: 'the listener verifies clients, and CloudFront has no certificate for it',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate], maxVersion: 'TLSv1.2', demandsClientCertificate: true }),
      {
        certificates: [inAcm(leaf, certificateArn(1))],
        listener: { mutualAuthentication: { mode: 'verify', trustStoreArn: TRUST_STORE } },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-asks-client-certificate',
    certainty: 'proven',
    also: ['client-certificate-required'],
    says: ['OriginMtlsConfig', '--mutual-authentication Mode=off', 'part of the fault above'],
    neverSays: ['aws acm request-certificate'],
  },
});

const TRUST_STORE = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/clients/73e2d6bc24d8a067';
