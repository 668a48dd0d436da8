import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

/** A slip of the pen in one tenant's parameter. */
export default defineCase({
  id: 'tenant-host-unknown',
  story: 'one tenant’s parameter makes an origin name that does not exist',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.origin.example.com'] });
    return {
      dns: originsOf(['shop-a', 'shop-b']),
      origins: [{ at: [addressOf(0), addressOf(1)], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [shops()],
        tenants: [
          tenant('shop-a'),
          tenant('shop-b', { parameters: { host: 'shop-bb' }, changedAt: '2026-11-20T09:30:00Z' }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    originId: 'web of tenant shop-b',
    says: [
      'Hit: tenant shop-b (www.shop-b.example), every path',
      'parameter host is shop-bb in {{host}}.origin.example.com',
      'aws cloudfront get-distribution-tenant --identifier dt_shopb',
      'aws cloudfront update-distribution-tenant',
      '{"host":"NEW_HOST"}',
      'to take it back, run it again with shop-bb',
      'Tenant: shop-b (dt_shopb), changed',
      '--if-match "$(jq -r .ETag tenant.json)"',
    ],
    neverSays: ['update-distribution --id'],
  },
});
