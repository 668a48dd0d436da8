import { defineCase } from '../case.ts';
import { ALL_VIEWER } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

/** The viewer's Host goes on: each origin is asked for the domains of its own tenants, and for no others. */
export default defineCase({
  id: 'tenants-healthy',
  story:
    'three tenants before two origins by a parameter with a default, the viewer’s Host forwarded, and nothing is wrong',
  async build({ authority }) {
    const [one, two] = await Promise.all([
      authority.issue({ names: ['www.shop-a.example', 'www.shop-c.example', 'pool.origin.example.com'] }),
      authority.issue({ names: ['www.shop-b.example', 'own.origin.example.com'] }),
    ]);
    return {
      dns: originsOf(['pool', 'own']),
      origins: [
        { at: [addressOf(0)], serve: tlsOrigin({ chain: [one, authority.intermediate] }) },
        { at: [addressOf(1)], serve: tlsOrigin({ chain: [two, authority.intermediate] }) },
      ],
      account: {
        distributions: [
          shops({
            parameters: { host: { byDefault: 'pool' } },
            defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
          }),
        ],
        tenants: [
          tenant('shop-a', { parameters: {} }),
          tenant('shop-b', { parameters: { host: 'own' } }),
          tenant('shop-c', { parameters: {} }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'no-fault-found',
    says: ['pool.origin.example.com: 2 of 2 dials completed', 'own.origin.example.com: 1 of 1 dial completed'],
    ruledOut: ['certificate-name-mismatch', 'origin-name-unresolvable'],
  },
});
