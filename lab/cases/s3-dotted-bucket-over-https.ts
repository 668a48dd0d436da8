import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const BUCKET = 'assets.example.com.s3.eu-west-1.amazonaws.com';

/** S3's wildcard stands for one label; this bucket's name has three. */
export default defineCase({
  id: 's3-dotted-bucket-over-https',
  story: 'a bucket with dots in its name is a custom origin over HTTPS',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'] });
    return {
      dns: { [BUCKET]: { a: ['203.0.113.50'] } },
      origins: [{ at: ['203.0.113.50'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: { distributions: [shop({ origins: [{ id: 'bucket', domainName: BUCKET }] })] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 's3-dotted-bucket-over-https',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: ['assets.example.com', 'OriginAccessControlId', 'a bucket without dots'],
    neverSays: ['certbot'],
  },
});
