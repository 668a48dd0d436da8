import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { originsOf, shops, TEMPLATE, tenant } from '../tenants.ts';

/** What no tenant decides is looked at all the same. */
export default defineCase({
  id: 'tenants-denied',
  story: 'the tenants may not be listed; an origin that all of them share has expired',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['api.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return {
      dns: { 'api.example.com': { a: ['203.0.113.30'] }, ...originsOf(['shop-a']) },
      origins: [{ at: ['203.0.113.30'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [
          shops({
            origins: [
              { id: 'web', domainName: TEMPLATE },
              { id: 'api', domainName: 'api.example.com' },
            ],
            behaviors: [{ path: '/api/*', origin: 'api' }],
          }),
        ],
        tenants: [tenant('shop-a')],
        faults: [{ operation: 'cloudfront:ListDistributionTenants', kind: 'deny' }],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    originId: 'api',
    says: ['"cloudfront:ListDistributionTenants"', 'Hit: only /api/*'],
    blindSpots: [
      'the distribution: its tenants: cloudfront:ListDistributionTenants was denied',
      'web: handshake: each distribution tenant gives',
    ],
  },
});
