import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

/** AWS does not say what CloudFront asks for then: no fault is made of it, and nothing is acquitted. */
export default defineCase({
  id: 'tenant-without-value',
  story: 'a tenant gives no value for an optional parameter without a default; the other tenant’s origin is sound',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.origin.example.com'] });
    return {
      dns: originsOf(['shop-a']),
      origins: [{ at: [addressOf(0)], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [shops({ parameters: { host: {} } })],
        tenants: [tenant('shop-a'), tenant('shop-b', { parameters: {} })],
      },
    };
  },
  expect: {
    conclusion: 'inconclusive',
    says: ['tenant shop-b gives no value for parameter host in {{host}}.origin.example.com of origin web'],
    blindSpots: ['what CloudFront does then is not documented'],
  },
});
