import { inMember, MEMBER } from '../behind.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The distribution is in one account and what it points at in another, as landing zones have it. */
export default defineCase({
  id: 'member-account',
  story: 'the load balancer whose certificate ran out is in another account, which lets us read it',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    return inMember(tlsOrigin({ chain: [leaf, authority.intermediate] }), leaf, [{ name: MEMBER.roleName }]);
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      `in eu-west-1 of account ${MEMBER.accountId}, which the commands below are for`,
      `aws elbv2 modify-listener --region eu-west-1 --listener-arn arn:aws:elasticloadbalancing:eu-west-1:${MEMBER.accountId}:listener/`,
    ],
    ruledOut: ['listener-missing'],
    neverSays: ['WHAT CHANGED', 'Owned by'],
  },
});
