import { inMember, MEMBER } from '../behind.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The role was never deployed there: what the wire shows is told all the same, and what would have helped. */
export default defineCase({
  id: 'member-account-closed',
  story: 'the load balancer is in another account, whose role does not let us in',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    return inMember(tlsOrigin({ chain: [leaf, authority.intermediate] }), leaf, []);
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['"Action": "sts:AssumeRole"', `"arn:aws:iam::${MEMBER.accountId}:role/${MEMBER.roleName}"`],
    blindSpots: ['sts:AssumeRole was denied'],
  },
});
