import { defineCase } from '../case.ts';
import { ALB, shop } from '../estate.ts';

/** A private network that only CloudFront can enter: nothing is dialled, nothing is accused. */
export default defineCase({
  id: 'vpc-origin',
  story: 'the origin lives in a VPC, where only CloudFront can go',
  build: () => ({
    dns: { 'origin.example.com': { a: ['10.0.12.7'] } },
    origins: [],
    account: {
      distributions: [
        shop({ origins: [{ id: 'private', domainName: 'origin.example.com', vpcOriginId: 'vo_k8rEXAMPLE' }] }),
      ],
      vpcOrigins: [{ id: 'vo_k8rEXAMPLE', endpointArn: ALB.arn }],
    },
  }),
  expect: { conclusion: 'inconclusive', says: ['VPC'], blindSpots: ['private network'] },
});
