import { defineCase } from '../case.ts';
import { ACCOUNT } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';
import { minutesAgo, updateTenant } from '../trail.ts';

/** A slip of the pen in one tenant's parameter. */
export default defineCase({
  id: 'tenant-host-unknown',
  story: 'one tenant’s parameter makes an origin name that does not exist',
  async build({ authority, now }) {
    const changedAt = minutesAgo(now, 10);
    const leaf = await authority.issue({ names: ['*.origin.example.com'] });
    return {
      dns: originsOf(['shop-a', 'shop-b']),
      origins: [{ at: [addressOf(0), addressOf(1)], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [shops()],
        tenants: [tenant('shop-a'), tenant('shop-b', { parameters: { host: 'shop-bb' }, changedAt })],
        events: [updateTenant(changedAt, 'dt_shopb', { identity: { type: 'IAMUser', userName: 'bob' } })],
        tags: {
          [`arn:aws:cloudfront::${ACCOUNT}:distribution-tenant/dt_shopb`]: {
            'aws:cloudformation:stack-name': 'tenants',
            'aws:cloudformation:logical-id': 'ShopB',
          },
        },
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
      'UpdateDistributionTenant on dt_shopb by user bob, 4 minutes before the errors began',
      'Change Parameters of AWS::CloudFront::DistributionTenant there',
      '--if-match "$(jq -r .ETag tenant.json)"',
    ],
    neverSays: ['update-distribution --id'],
  },
});
