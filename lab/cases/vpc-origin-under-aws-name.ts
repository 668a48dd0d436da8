import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** As the console makes it: the origin's domain name is the load balancer's own, which no certificate can carry. */
export default defineCase({
  id: 'vpc-origin-under-aws-name',
  story: 'a VPC origin over HTTPS under the load balancer’s own name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      origin: { domainName: `internal-${ALB.dnsName}` },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'vpc-origin-under-aws-name',
    certainty: 'likely',
    says: ['"origin.example.com"', "AWS's records alone"],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['listener-certificate-expired'],
    blindSpots: ['private network'],
  },
});
