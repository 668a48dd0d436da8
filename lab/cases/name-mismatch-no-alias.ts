import { defineCase } from '../case.ts';
import { ALB, ALL_VIEWER, certificateArn, inAcm, SHOP_DOMAIN, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Host is forwarded and viewers have only the cloudfront.net name, for which nobody else can have a certificate. */
export default defineCase({
  id: 'name-mismatch-no-alias',
  story: 'Host is forwarded, and the distribution has no alias yet',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    const distribution = shop({
      aliases: [],
      origins: [{ id: 'alb', domainName: ALB.dnsName }],
      defaultBehavior: { origin: 'alb', originRequestPolicyId: ALL_VIEWER },
    });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1))] },
      { account: { distributions: [distribution] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'proven',
    says: [SHOP_DOMAIN],
    ruledOut: ['load-balancer-name-as-origin', 'certificate-expired'],
  },
});
