import { defineCase } from '../case.ts';
import { IN_IAM, inIam } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** What is on the wire decides without IAM; the permission that is missing is named. */
export default defineCase({
  id: 'iam-denied',
  story: 'the listener’s certificate is in IAM and ran out; IAM may not be read',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-366), notAfter: at(-1) });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { listener: { defaultCertificateArn: IN_IAM.arn } },
      {
        account: {
          serverCertificates: [inIam(leaf)],
          faults: [{ operation: 'iam:GetServerCertificate', kind: 'deny' }],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['iam:GetServerCertificate', 'server-certificate/*'],
    blindSpots: ['iam:GetServerCertificate'],
  },
});
