import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin, VPC_ORIGIN_ID } from '../vpc-staging.ts';

/** The list of protocols is the VPC origin's own, not the distribution's. */
export default defineCase({
  id: 'vpc-origin-ssl-policy-mismatch',
  story: 'OriginSslProtocols of a VPC origin and the listener’s policy share no version',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      listener: { sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01' },
      vpcOrigin: { sslProtocols: ['TLSv1', 'TLSv1.1'] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ssl-policy-mismatch',
    certainty: 'likely',
    says: [`aws cloudfront update-vpc-origin --id ${VPC_ORIGIN_ID}`, "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
