import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

/** DNS has a wildcard, so the wrong name leads to the right server, whose certificate tells which name was meant. */
export default defineCase({
  id: 'tenant-name-not-covered',
  story: 'one tenant’s parameter makes a name that resolves and that the origin’s certificate does not cover',
  async build({ authority }) {
    const [one, two] = await Promise.all([
      authority.issue({ names: ['shop-a.origin.example.com'] }),
      authority.issue({ names: ['shop-b.origin.example.com'] }),
    ]);
    return {
      dns: originsOf(['shop-a', 'shopb']),
      origins: [
        { at: [addressOf(0)], serve: tlsOrigin({ chain: [one, authority.intermediate] }) },
        { at: [addressOf(1)], serve: tlsOrigin({ chain: [two, authority.intermediate] }) },
      ],
      account: {
        distributions: [shops()],
        tenants: [tenant('shop-a'), tenant('shop-b', { parameters: { host: 'shopb' } })],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'proven',
    originId: 'web of tenant shop-b',
    says: [
      '1. Make shop-b.origin.example.com',
      'Of 2 tenants only shop-b is sent there: parameter host is shopb',
      'Parameter host of tenant shop-b does that; to take it back, run it again with shopb',
      '{"host":"shop-b"}',
      'aws cloudfront update-distribution-tenant --id dt_shopb',
    ],
    neverSays: ['update-distribution --id'],
  },
});
