import { defineCase } from '../case.ts';
import { ALL_VIEWER, SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { failedLines, usualTraffic } from '../traffic.ts';

/** The field's stray hosts, with access logs at hand: every error is of a name that a scanner made up under the wildcard alias. */
export default defineCase({
  id: 'only-unknown-hosts-fail',
  story: 'decoy: the access logs show that only made-up hosts under a wildcard alias fail',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['*.example.com', 'example.com'] });
    const good = [leaf, authority.intermediate];
    const distribution = shop({
      aliases: ['www.example.com', '*.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    const lines = failedLines(now, [
      { host: 'preview-site.example.com', path: '/.env', count: 90 },
      { host: 'test123.example.com', path: '/wp-login.php', count: 20 },
    ]);
    return ownServer(tlsOrigin({ chains: { 'www.example.com': good, 'origin.example.com': good } }), {
      account: {
        distributions: [distribution],
        accessLogs: [{ distributionId: SHOP_ID, lines }],
        metrics: usualTraffic(now, { requests: 50, percent: 46, usual: 0 }),
      },
      logs: true,
    });
  },
  expect: {
    conclusion: 'noise',
    ruleId: 'only-unknown-hosts-fail',
    certainty: 'likely',
    says: ['preview-site.example.com 90', 'nothing is to be mended tonight', 'all OriginConnectError', '/.env 82%'],
    neverSays: ['aws acm request-certificate'],
    notices: ['server-name-rejected'],
    ruledOut: ['certificate-expired', 'chain-incomplete', 'chain-untrusted'],
    blindSpots: ['*.example.com'],
  },
});
