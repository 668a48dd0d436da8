import { defineCase } from '../case.ts';
import { IN_IAM, inIam } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** IAM keeps certificates for load balancers inside a network as well, and never renews them. */
export default defineCase({
  id: 'vpc-origin-iam-certificate-expired',
  story: 'the certificate of a VPC origin’s load balancer lies in IAM, and ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-366), notAfter: at(-1) });
    return behindVpcOrigin({
      listener: { defaultCertificateArn: IN_IAM.arn },
      account: { serverCertificates: [inIam(leaf, authority.intermediate)] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-expired',
    certainty: 'likely',
    says: ['aws iam upload-server-certificate', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
