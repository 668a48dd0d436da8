import { defineCase } from '../case.ts';
import { ALB, alb, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { BALANCER } from '../staging.ts';

/** An application's own 503 explains more than a load balancer that may not grow. */
export default defineCase({
  id: 'load-balancer-impaired',
  story: 'the load balancer cannot grow, and the application answers 503: the answer leads',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const serve = tlsOrigin({ chain: [leaf, authority.intermediate], answer: { status: 503 } });
    return {
      dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { a: BALANCER } },
      origins: [{ at: BALANCER, serve }],
      account: {
        distributions: [shop()],
        loadBalancers: [alb({ state: 'active_impaired' })],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    };
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    notices: ['load-balancer-not-active'],
  },
});
