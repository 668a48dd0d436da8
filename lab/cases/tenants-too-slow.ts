import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { originsOf, shops, TEMPLATE, tenant } from '../tenants.ts';

/** What tenants decide is not waited for beyond its own time: the rest is dialled. */
export default defineCase({
  id: 'tenants-too-slow',
  story: 'a tenant’s parameters never come; an origin that all tenants share has expired, and errors are cached',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['api.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return {
      dns: { 'api.example.com': { a: ['203.0.113.30'] }, ...originsOf(['shop-a']) },
      origins: [{ at: ['203.0.113.30'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      limits: { wholeMs: 500 },
      account: {
        distributions: [
          shops({
            origins: [
              { id: 'web', domainName: TEMPLATE },
              { id: 'api', domainName: 'api.example.com' },
            ],
            behaviors: [{ path: '/api/*', origin: 'api' }],
            errorResponses: [{ code: 502, cachedSeconds: 300 }],
          }),
        ],
        tenants: [tenant('shop-a'), tenant('shop-b')],
        faults: [{ operation: 'cloudfront:GetDistributionTenant', kind: 'hang' }],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    originId: 'api',
    says: [
      'Hit: both tenants, only /api/*',
      'for id in dt_shopa dt_shopb; do aws cloudfront create-invalidation-for-distribution-tenant --id "$id"',
    ],
    blindSpots: [
      'the parameters of tenants shop-a and shop-b could not be read: cloudfront:GetDistributionTenant did not answer in time',
      'web: handshake: each distribution tenant gives',
    ],
  },
});
