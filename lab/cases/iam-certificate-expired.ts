import { defineCase } from '../case.ts';
import { IN_IAM, inIam } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Uploaded years ago by hand, to IAM, as one did before ACM: nothing there renews, and nobody is told. */
export default defineCase({
  id: 'iam-certificate-expired',
  story: 'the listener’s certificate was uploaded to IAM, and ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-366), notAfter: at(-1) });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { listener: { defaultCertificateArn: IN_IAM.arn } },
      { account: { serverCertificates: [inIam(leaf, authority.intermediate)] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['aws iam upload-server-certificate', `${IN_IAM.name}-new`, 'aws acm request-certificate', 'modify-listener'],
    neverSays: ['import-certificate'],
  },
});
