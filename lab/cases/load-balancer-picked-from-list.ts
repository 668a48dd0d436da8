import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/**
 * A first distribution, clicked together: no alias, no policy for Host, and an access log without a line in it.
 * https://zenn.dev/devcamp/articles/f488e3d22ff63e
 */
export default defineCase({
  id: 'load-balancer-picked-from-list',
  story: 'the load balancer was picked in the console’s drop-down; its certificate is a wildcard',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.example.com', 'example.com'] });
    const origin = { id: ALB.dnsName, domainName: ALB.dnsName };
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1))] },
      { account: { distributions: [shop({ aliases: [], origins: [origin] })] } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-name-as-origin',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: ['*.example.com', "make origin.example.com the origin's domain name"],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['chain-incomplete', 'port-refused', 'listener-missing'],
  },
});
