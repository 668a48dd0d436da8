import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

const NAMES = ['shop-a', 'shop-b', 'shop-c'];

/** The distribution counts 5xx for all of its tenants together: which of them is hit only their origins tell. */
export default defineCase({
  id: 'tenant-certificate-expired',
  story: 'each tenant of a distribution has an origin of its own, and one of their certificates has expired',
  async build({ authority, at }) {
    const [sound, expired] = await Promise.all([
      authority.issue({ names: ['*.origin.example.com'] }),
      authority.issue({ names: ['shop-b.origin.example.com'], notBefore: at(-92), notAfter: at(-2) }),
    ]);
    const well = tlsOrigin({ chain: [sound, authority.intermediate] });
    return {
      dns: originsOf(NAMES),
      origins: [
        { at: [addressOf(0), addressOf(2)], serve: well },
        { at: [addressOf(1)], serve: tlsOrigin({ chain: [expired, authority.intermediate] }) },
      ],
      account: {
        distributions: [shops()],
        tenants: [...NAMES.map((name) => tenant(name)), tenant('closed', { enabled: false })],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    originId: 'web of tenant shop-b',
    says: ['Hit: tenant shop-b (www.shop-b.example), every path', 'Of 3 tenants only shop-b is sent there'],
    neverSays: ['shop-a', 'closed', '{{host}}.origin.example.com does not', 'update-distribution-tenant'],
  },
});
