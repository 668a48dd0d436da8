import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, SHOP_DOMAIN, SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { failedLines, usualTraffic } from '../traffic.ts';

/**
 * The same with access logs at hand: all that fails asks for the cloudfront.net name, so that is why, and no noise of scanners.
 * https://github.com/widdix/aws-cf-templates/issues/68
 */
export default defineCase({
  id: 'viewer-by-cloudfront-name-in-the-logs',
  story: 'Host is forwarded; the access logs show that whoever fails comes by the cloudfront.net name',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['www.example.com', 'example.com'] });
    const distribution = shop({
      origins: [{ id: 'alb', domainName: ALB.dnsName }],
      defaultBehavior: { origin: 'alb', forwardedValues: { headers: ['Host'], queryString: true } },
    });
    const lines = failedLines(now, [{ host: SHOP_DOMAIN, path: '/wp-admin/install.php', count: 110 }]);
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1))] },
      {
        account: {
          distributions: [distribution],
          accessLogs: [{ distributionId: SHOP_ID, lines }],
          metrics: usualTraffic(now, { requests: 50, percent: 46, usual: 0 }),
        },
        logs: true,
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'proven',
    says: [
      'Send viewers to an alias',
      SHOP_DOMAIN,
      'Viewers who come by an alias do not meet this.',
      'www.example.com',
    ],
    neverSays: ['top forwarding the viewer', 'aws acm request-certificate'],
    ruledOut: ['load-balancer-name-as-origin', 'only-unknown-hosts-fail'],
  },
});
