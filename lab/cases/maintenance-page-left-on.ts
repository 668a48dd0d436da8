import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/** The listener answers by itself, as somebody told it to; that its targets are gone as well is no news then. */
export default defineCase({
  id: 'maintenance-page-left-on',
  story: 'the listener’s default action is a fixed 503',
  build: ({ authority }) =>
    behindTargets(authority, 503, [{ name: 'shop-web', targets: [] }], {
      listener: { defaultAction: { type: 'fixed-response', status: '503' } },
    }),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    notices: ['listener-answers-fixed-response', 'no-healthy-targets'],
    says: ['default action is a fixed 503', 'modify-listener'],
  },
});
