import { defineCase } from '../case.ts';
import { ALB, alb, certificateArn, inAcm, shop } from '../estate.ts';
import { BALANCER } from '../staging.ts';

/** Its name resolves already, and nobody is there. */
export default defineCase({
  id: 'load-balancer-not-active',
  story: 'AWS could not set the load balancer up',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return {
      dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { a: BALANCER } },
      origins: [],
      account: {
        distributions: [shop()],
        loadBalancers: [alb({ state: 'failed' })],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-not-active',
    certainty: 'likely',
    also: ['port-refused'],
    says: ['failed', 'aws elbv2 describe-load-balancers'],
    neverSays: ['aws acm request-certificate'],
  },
});
