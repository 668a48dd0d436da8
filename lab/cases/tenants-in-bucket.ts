import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { shops, tenant } from '../tenants.ts';

const BUCKET = 'assets.s3.eu-west-1.amazonaws.com';

/** As in AWS's own example: the tenant's part stands before the bucket, and S3's certificate has no such name. */
export default defineCase({
  id: 'tenants-in-bucket',
  story: 'S3 origins whose names tenants begin with a part and a dot, as AWS shows it, and nothing is wrong',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'] });
    return {
      dns: Object.fromEntries(['shop-a', 'shop-b'].map((name) => [`${name}.${BUCKET}`, { a: ['203.0.113.50'] }])),
      origins: [{ at: ['203.0.113.50'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [shops({ origins: [{ id: 'bucket', domainName: `{{host}}.${BUCKET}`, s3: true }] })],
        tenants: [tenant('shop-a'), tenant('shop-b')],
      },
    };
  },
  expect: { conclusion: 'no-fault-found', says: [`shop-a.${BUCKET}: 1 of 1 dial completed`] },
});
