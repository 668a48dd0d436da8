import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

const BUCKET = 'shop-assets.s3.eu-west-1.amazonaws.com';

/** S3's certificates are AWS's own affair: without a dial nothing is claimed of them. */
export default defineCase({
  id: 's3-bucket-unanswered',
  story: 'a bucket’s endpoint does not answer us: nothing is said of it',
  build: () => ({
    dns: { [BUCKET]: { a: ['203.0.113.51'] } },
    origins: [{ at: ['203.0.113.51'], serve: 'firewall' }],
    account: { distributions: [shop({ origins: [{ id: 'bucket', domainName: BUCKET, s3: true }] })] },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    blindSpots: ['did not answer'],
  },
});
