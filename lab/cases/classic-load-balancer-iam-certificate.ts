import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { IN_IAM, inIam } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** From the days before ACM: uploaded by hand, and nobody is told when it runs out. */
export default defineCase({
  id: 'classic-load-balancer-iam-certificate',
  story: 'the certificate of a classic load balancer was uploaded to IAM, and ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-366), notAfter: at(-1) });
    const staging = behindClassic(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      [{ port: 443, certificateArn: IN_IAM.arn }],
      {},
    );
    return {
      ...staging,
      account: { ...staging.account, serverCertificates: [inIam(leaf, authority.intermediate)] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['aws iam upload-server-certificate', `--load-balancer-name ${CLASSIC.name}`],
    neverSays: ['aws elbv2'],
  },
});
