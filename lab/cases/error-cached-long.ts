import { defineCase } from '../case.ts';
import { SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** All is well again, and CloudFront goes on answering what it remembers. */
export default defineCase({
  id: 'error-cached-long',
  story: 'the origin is sound again, but CloudFront remembers a 504 for a day, and shows a 503 as 200',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const errorResponses = [
      { code: 504, cachedSeconds: 86_400 },
      { code: 503, cachedSeconds: 5, as: { code: 200, page: '/sorry.html' } },
    ];
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { distributions: [shop({ errorResponses })] },
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['error-cached-long', 'error-told-as-success'],
    says: [
      'CloudFront remembers a 504 for 1 day',
      'Viewers get a 503 as 200',
      `aws cloudfront create-invalidation --distribution-id ${SHOP_ID} --paths '/*'`,
    ],
  },
});
