import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/**
 * The listener answers by itself, as somebody told it to; that its targets are gone as well is no news then. Its own metrics say
 * that viewers get the same: a request of ours alone might have lacked the header that a rule asks for.
 */
export default defineCase({
  id: 'maintenance-page-left-on',
  story: 'the listener’s default action is a fixed 503, and it counts 700 of them a minute',
  async build({ authority, now }) {
    const staging = await behindTargets(authority, 503, [{ name: 'shop-web', targets: [] }], {
      listener: { defaultAction: { type: 'fixed-response', status: '503' } },
    });
    const own = { since: 9, count: 700 };
    const metrics = [
      ...usualTraffic(now, { since: 9, codes: { 503: 1 } }),
      ...balancerTraffic(now, { HTTPCode_ELB_5XX_Count: own, HTTPCode_ELB_503_Count: own }),
    ];
    return { ...staging, account: { ...staging.account, metrics } };
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'proven',
    also: ['load-balancer-counts-5xx'],
    notices: ['listener-answers-fixed-response', 'no-healthy-targets'],
    says: ['default action is a fixed 503', 'modify-listener'],
  },
});
