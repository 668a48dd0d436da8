import { defineCase } from '../case.ts';
import { ALB, alb, shop } from '../estate.ts';
import { httpOrigin } from '../origins/http.ts';
import { BALANCER } from '../staging.ts';

/** The load balancer listens on 80 alone; CloudFront dials 443 and is refused. */
export default defineCase({
  id: 'listener-missing',
  story: 'the load balancer has no listener on 443',
  build: () => ({
    dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { a: BALANCER } },
    origins: [{ at: BALANCER, port: 80, serve: httpOrigin() }],
    account: {
      distributions: [shop()],
      loadBalancers: [alb({ listeners: [{ port: 80, protocol: 'HTTP' }] })],
    },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    also: ['port-refused'],
    says: ['443', 'aws elbv2 create-listener'],
  },
});
