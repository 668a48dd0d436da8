import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/** A schedule or a deployment took the last target away. */
export default defineCase({
  id: 'target-group-empty',
  story: 'the load balancer itself answers 503: its target group is empty',
  build: ({ authority }) => behindTargets(authority, 503, [{ listenerPort: 443, name: 'shop-web', targets: [] }]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'no-healthy-targets',
    certainty: 'proven',
    also: ['origin-answers-5xx'],
    says: ['has no target to send requests to', 'group shop-web has no targets'],
  },
});
