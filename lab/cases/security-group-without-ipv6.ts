import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { BALANCER } from '../staging.ts';

const IPV6 = '2001:db8:20::1';

/** CloudFront may use either family of a dual-stack origin; over one of them it stands before a shut door. */
export default defineCase({
  id: 'security-group-without-ipv6',
  story: 'a dual-stack origin whose security group admits CloudFront’s IPv4 list alone',
  async build({ authority }) {
    const rules = [
      { port: 443, prefixLists: [ORIGIN_FACING], cidrs: ['198.51.100.0/24'] },
      { port: 8443, ipv6Cidrs: ['::/0'] },
    ];
    const staged = await behindGate(authority, rules, {
      balancer: { addressType: 'dualstack' },
      origin: { addressType: 'dualstack' },
    });
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return {
      ...staged,
      account: { ...staged.account, certificates: [inAcm(leaf, certificateArn(1))] },
      dns: { ...staged.dns, [ALB.dnsName]: { a: BALANCER, aaaa: [IPV6] } },
      origins: [
        { at: BALANCER, serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) },
        { at: [IPV6], serve: 'firewall' },
      ],
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: ['does not admit CloudFront over IPv6', 'CloudFront may use either'],
  },
});
