import { inMember, MEMBER } from '../behind.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** No other account is configured: it is said where the load balancer may be, and what would let us see it. */
export default defineCase({
  id: 'member-account-unknown',
  story: 'the load balancer is in another account, and we know of none',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const { config: _none, ...staging } = inMember(tlsOrigin({ chain: [leaf, authority.intermediate] }), leaf, [
      { name: MEMBER.roleName },
    ]);
    return staging;
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    blindSpots: ['belongs to an account that we may not look into (memberRoles)'],
    neverSays: ['sts:AssumeRole'],
  },
});
