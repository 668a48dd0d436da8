import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const BUCKET = 'shop-assets.s3.eu-west-1.amazonaws.com';

/** An S3 origin: AWS's certificate, and Host never goes on, whatever the policy says. */
export default defineCase({
  id: 's3-bucket-healthy',
  story: 'decoy: a bucket behind an S3 origin; the policy forwards Host, which S3 origins never get',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'] });
    return {
      dns: { [BUCKET]: { a: ['203.0.113.51'] } },
      origins: [{ at: ['203.0.113.51'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [
          shop({
            origins: [{ id: 'bucket', domainName: BUCKET, s3: true }],
            defaultBehavior: { origin: 'bucket', originRequestPolicyId: ALL_VIEWER },
          }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'no-fault-found',
    ruledOut: ['certificate-name-mismatch', 'certificate-expired'],
  },
});
