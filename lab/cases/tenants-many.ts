import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { addressOf, originsOf, shops, tenant } from '../tenants.ts';

/** The list has five pages at most, and the parameters of twenty tenants are read: those that were changed last. */
export default defineCase({
  id: 'tenants-many',
  story: 'a distribution has 260 tenants; the one that was changed last has an origin that fails',
  async build({ authority, at }) {
    const [sound, expired] = await Promise.all([
      authority.issue({ names: ['*.origin.example.com'] }),
      authority.issue({ names: ['*.origin.example.com'], notBefore: at(-92), notAfter: at(-2) }),
    ]);
    const others = Array.from({ length: 259 }, (_, index) =>
      tenant(`shop-${index}`, { parameters: { host: index % 2 ? 'gold' : 'silver' } }),
    );
    return {
      dns: originsOf(['gold', 'silver', 'late']),
      origins: [
        { at: [addressOf(0), addressOf(1)], serve: tlsOrigin({ chain: [sound, authority.intermediate] }) },
        { at: [addressOf(2)], serve: tlsOrigin({ chain: [expired, authority.intermediate] }) },
      ],
      account: {
        distributions: [shops()],
        tenants: [...others, tenant('late', { changedAt: '2026-11-22T09:30:00Z' })],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    originId: 'web of tenant late',
    says: ['Hit: tenant late (www.late.example), every path'],
    blindSpots: ['the parameters of 20 of 260 tenants were read, those changed last'],
  },
});
