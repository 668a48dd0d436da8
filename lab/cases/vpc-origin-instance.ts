import { INSTANCE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { behindInstance, SERVICE_GROUP } from '../vpc-staging.ts';

/** It runs and lets CloudFront in. No record of AWS shows what it serves. */
export default defineCase({
  id: 'vpc-origin-instance',
  story:
    'an EC2 instance behind a VPC origin runs and admits CloudFront’s own group: nothing can be said of what it serves',
  build: () => behindInstance({}, [{ port: 443, groups: [SERVICE_GROUP] }]),
  expect: {
    conclusion: 'inconclusive',
    says: [INSTANCE_ID, 'which is running', 'what it serves no record of AWS shows'],
    ruledOut: ['instance-not-running', 'security-group-blocks-cloudfront'],
    blindSpots: ['private network'],
  },
});
