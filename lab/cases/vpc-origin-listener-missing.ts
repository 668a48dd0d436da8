import { defineCase } from '../case.ts';
import { behindVpcOrigin, VPC_ORIGIN_ID } from '../vpc-staging.ts';

/** The load balancer listens on 80 alone; the VPC origin's port is 443, and lives in the VPC origin. */
export default defineCase({
  id: 'vpc-origin-listener-missing',
  story: 'nothing listens on the port that a VPC origin names',
  build: () => behindVpcOrigin({ balancer: { listeners: [{ port: 8443, defaultCertificateArn: undefined }] } }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    also: ['security-group-blocks-cloudfront'],
    says: [`aws cloudfront update-vpc-origin --id ${VPC_ORIGIN_ID}`, '.HTTPSPort = 8443', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
