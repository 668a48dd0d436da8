import { inMember, MEMBER } from '../behind.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** A role of an older template: what it may not tell is told as unseen, with no statement for our own role, which would not help. */
export default defineCase({
  id: 'member-account-keeps-history',
  story: 'the load balancer is in another account, whose role tells neither its history nor its tags',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const faults = ['cloudtrail:LookupEvents', 'tag:GetResources'].map((operation) => ({
      operation,
      kind: 'deny' as const,
    }));
    return inMember(tlsOrigin({ chain: [leaf, authority.intermediate] }), leaf, [{ name: MEMBER.roleName }], {
      faults,
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [`of account ${MEMBER.accountId}, which the commands below are for`],
    neverSays: ['"Action"'],
    blindSpots: [
      `in account ${MEMBER.accountId}, as arn:aws:iam::${MEMBER.accountId}:role/${MEMBER.roleName}: cloudtrail:LookupEvents was denied`,
      `in account ${MEMBER.accountId}, as arn:aws:iam::${MEMBER.accountId}:role/${MEMBER.roleName}: tag:GetResources was denied`,
    ],
  },
});
