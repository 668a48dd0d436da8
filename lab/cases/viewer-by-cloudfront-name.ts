import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, SHOP_DOMAIN, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/**
 * The alias is served well. Whoever opens the cloudfront.net name, before the alias is in DNS, has that name checked.
 * https://github.com/widdix/aws-cf-templates/issues/68
 */
export default defineCase({
  id: 'viewer-by-cloudfront-name',
  story: 'a template forwards Host to a load balancer’s own name; its author opens the cloudfront.net name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com', 'example.com'] });
    const distribution = shop({
      aliases: ['www.example.com'],
      origins: [{ id: 'alb', domainName: ALB.dnsName }],
      defaultBehavior: { origin: 'alb', forwardedValues: { headers: ['Host'], queryString: true } },
    });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1))] },
      { account: { distributions: [distribution] } },
    );
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-name-mismatch'],
    says: [SHOP_DOMAIN],
    ruledOut: ['load-balancer-name-as-origin', 'certificate-expired', 'chain-incomplete'],
  },
});
