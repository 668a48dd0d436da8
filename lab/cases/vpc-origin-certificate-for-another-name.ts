import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

export default defineCase({
  id: 'vpc-origin-certificate-for-another-name',
  story: 'the certificate of a VPC origin’s load balancer carries another name than the origin’s',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['inner.example.com'] });
    return behindVpcOrigin({ certificates: [inAcm(leaf, certificateArn(1))] });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-for-another-name',
    certainty: 'likely',
    says: ['inner.example.com', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
