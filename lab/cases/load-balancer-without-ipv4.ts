import { defineCase } from '../case.ts';
import { ALB, alb, certificateArn, inAcm, shop } from '../estate.ts';

/** Public IPv4 addresses cost money; the distribution connects over IPv4 unless it is told otherwise. */
export default defineCase({
  id: 'load-balancer-without-ipv4',
  story: 'the load balancer gave up its public IPv4 addresses, the distribution connects over IPv4',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return {
      dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { aaaa: ['2001:db8::20', '2001:db8::21'] } },
      origins: [],
      account: {
        distributions: [shop()],
        loadBalancers: [alb({ addressType: 'dualstack-without-public-ipv4' })],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-without-ipv4',
    certainty: 'proven',
    also: ['origin-ipv6-only'],
    says: ['IpAddressType = "dualstack"', 'aws elbv2 set-ip-address-type'],
  },
});
