import { inMember, MEMBER } from '../behind.ts';
import { behindAddress, ofBalancer } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** DNS shows a bare address, and the network interface that has it is another account's. */
export default defineCase({
  id: 'member-account-by-address',
  story: 'DNS holds the bare address of a load balancer in another account, whose certificate ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const serve = tlsOrigin({ chain: [leaf, authority.intermediate] });
    const { account, config } = inMember(serve, leaf, [{ name: MEMBER.roleName }]);
    const members = (account.members ?? []).map((one) => ({ ...one, networkInterfaces: [ofBalancer()] }));
    const own = { loadBalancers: [], networkInterfaces: [], members };
    return { ...behindAddress(serve, ofBalancer(), { account: own }), config };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      `of account ${MEMBER.accountId}, which the commands below are for`,
      'found by network interface eni-',
      'aws elbv2 modify-listener --region eu-west-1',
    ],
    neverSays: ['certbot'],
  },
});
