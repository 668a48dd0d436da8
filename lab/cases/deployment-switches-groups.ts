import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/** Blue and green: the one that is not in use is empty, as it should be, and the other is well. */
export default defineCase({
  id: 'deployment-switches-groups',
  story: 'decoy: the load balancer itself answers 502; a second target group is empty, the one in use is healthy',
  build: ({ authority }) =>
    behindTargets(authority, 502, [
      { listenerPort: 443, name: 'blue' },
      { name: 'green', targets: [] },
    ]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    says: ['2 of 2 targets of group blue are healthy'],
    ruledOut: ['no-healthy-targets'],
  },
});
