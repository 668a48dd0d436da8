import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** The name that the console offers in its list: nobody can have a certificate for it. */
export default defineCase({
  id: 'load-balancer-name-as-origin',
  story: 'the origin is the load balancer’s own amazonaws.com name, over HTTPS',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    const distribution = shop({ origins: [{ id: 'alb', domainName: ALB.dnsName }] });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1))] },
      { account: { distributions: [distribution] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-name-as-origin',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: [ALB.dnsName],
  },
});
