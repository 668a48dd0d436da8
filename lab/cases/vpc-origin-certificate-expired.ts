import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** Nobody but CloudFront sees what the listener serves; ACM knows how long it was good for. */
export default defineCase({
  id: 'vpc-origin-certificate-expired',
  story: 'the certificate of a VPC origin’s load balancer expired; only the records show it',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-201), notAfter: at(-3) });
    const gone = {
      status: 'FAILED',
      validations: [{ domainName: 'origin.example.com', status: 'FAILED' }],
    } as const;
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1), { status: 'EXPIRED', renewal: gone })],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-expired',
    certainty: 'likely',
    says: [
      "AWS's records alone",
      'not in public DNS',
      'aws acm request-certificate --region eu-west-1',
      'aws elbv2 modify-listener',
    ],
    ruledOut: ['listener-missing', 'listener-certificate-for-another-name'],
    blindSpots: ['private network'],
  },
});
