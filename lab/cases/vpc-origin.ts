import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** A private network that only CloudFront can enter: nothing is dialled, the records are sound, nothing is accused. */
export default defineCase({
  id: 'vpc-origin',
  story: 'decoy: the origin lives in a VPC, where only CloudFront can go; its records are sound',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({ certificates: [inAcm(leaf, certificateArn(1))] });
  },
  expect: {
    conclusion: 'inconclusive',
    says: ['VPC', "by AWS's records listener HTTPS 443", certificateArn(1)],
    ruledOut: ['listener-missing', 'listener-certificate-expired', 'listener-certificate-for-another-name'],
    blindSpots: ['private network'],
  },
});
