import { defineCase } from '../case.ts';
import { ALL_VIEWER, SHOP_ID, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';
import { failedLines, usualTraffic } from '../traffic.ts';

/** IIS with bindings for its sites and no default certificate, as in `stray-host-reset`; the access logs say who it is that fails. */
export default defineCase({
  id: 'stray-hosts-in-the-logs',
  story: 'decoy: IIS resets what it has no binding for; the access logs show that only made-up hosts fail',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['*.example.com', 'example.com'] });
    const good = [leaf, authority.intermediate];
    const distribution = shop({
      aliases: ['www.example.com', '*.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    const lines = failedLines(now, [{ host: 'preview-site.example.com', path: '/', count: 110 }]);
    return ownServer(knowingOrigin({ 'www.example.com': good, 'origin.example.com': good }, 'reset'), {
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
    says: ['nothing is to be mended tonight', 'answer unknown hosts with 404', 'preview-site.example.com 110'],
    neverSays: ['aws acm request-certificate'],
    notices: ['server-name-rejected'],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch'],
    blindSpots: ['*.example.com'],
  },
});
