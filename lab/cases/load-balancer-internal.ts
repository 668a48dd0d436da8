import { defineCase } from '../case.ts';
import { REGION, shop } from '../estate.ts';

/** An internal network load balancer does not say so in its name: AWS's records do. */
const NLB = `inner-0123456789abcdef.elb.${REGION}.amazonaws.com`;

export default defineCase({
  id: 'load-balancer-internal',
  story: 'the origin is an internal network load balancer, whose name does not tell',
  build: () => ({
    dns: { 'origin.example.com': { cname: NLB }, [NLB]: { a: ['10.0.12.7', '10.0.13.9'] } },
    origins: [],
    account: {
      distributions: [shop()],
      loadBalancers: [
        {
          ...{ region: REGION, name: 'inner', type: 'network', dnsName: NLB, scheme: 'internal' },
          listeners: [{ port: 443, protocol: 'TCP' }],
        },
      ],
    },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-internal',
    certainty: 'proven',
    also: ['origin-address-private'],
    says: ['internal', 'create-vpc-origin', '10.0.12.7'],
    neverSays: ['aws acm request-certificate'],
  },
});
