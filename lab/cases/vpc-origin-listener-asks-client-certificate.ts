import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

/** CloudFront shows a VPC origin no certificate, and cannot be made to: only the listener can be changed. */
export default defineCase({
  id: 'vpc-origin-listener-asks-client-certificate',
  story: 'the listener behind a VPC origin verifies clients',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      listener: { mutualAuthentication: { mode: 'verify', trustStoreArn: TRUST_STORE } },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-asks-client-certificate',
    certainty: 'proven',
    says: ['--mutual-authentication Mode=off', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});

const TRUST_STORE = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/clients/73e2d6bc24d8a067';
