import { inMember, MEMBER } from '../behind.ts';
import { GROUP, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { alb, REGION } from '../estate.ts';

/** Nothing can be dialled: the records of the other account decide alone. */
export default defineCase({
  id: 'member-account-security-group',
  story: 'the load balancer is in another account, and its security group there admits CloudFront on 80 alone',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const staging = inMember('firewall', leaf, [{ name: MEMBER.roleName }]);
    const members = (staging.account.members ?? []).map((member) => ({
      ...member,
      certificates: (member.certificates ?? []).map((one) => ({ ...one, status: 'ISSUED' as const })),
      loadBalancers: (member.loadBalancers ?? []).map((one) => ({ ...alb(), ...one, securityGroups: [GROUP] })),
      securityGroups: [{ region: REGION, id: GROUP, inbound: [{ port: 80, prefixLists: [ORIGIN_FACING] }] }],
    }));
    return { ...staging, account: { ...staging.account, members }, limits: { connectMs: 400 } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: [`of account ${MEMBER.accountId}, which the commands below are for`, 'authorize-security-group-ingress'],
  },
});
