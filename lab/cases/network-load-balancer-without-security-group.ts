import { defineCase } from '../case.ts';
import { REGION, shop } from '../estate.ts';
import { BALANCER } from '../staging.ts';

const NLB = `edge-0123456789abcdef.elb.${REGION}.amazonaws.com`;

/** Nothing at the load balancer keeps packets out, so the silence stays unexplained: its targets decide who is admitted. */
export default defineCase({
  id: 'network-load-balancer-without-security-group',
  story: 'a network load balancer without security groups does not answer us',
  build: () => ({
    dns: { 'origin.example.com': { cname: NLB }, [NLB]: { a: BALANCER } },
    origins: [{ at: BALANCER, serve: 'firewall' }],
    account: {
      distributions: [shop()],
      loadBalancers: [
        {
          ...{ region: REGION, name: 'edge', type: 'network', dnsName: NLB, securityGroups: [] },
          listeners: [{ port: 443, protocol: 'TCP' }],
        },
      ],
    },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    says: ['firewall'],
    blindSpots: ['did not answer', 'did not answer'],
  },
});
