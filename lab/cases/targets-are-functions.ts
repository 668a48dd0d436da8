import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:shop';

/** Nobody checks the health of a function unless told to: it is unavailable, not unhealthy. */
export default defineCase({
  id: 'targets-are-functions',
  story: 'decoy: the load balancer itself answers 502 for a function whose health is not checked',
  build: ({ authority }) =>
    behindTargets(authority, 502, [
      {
        ...{ listenerPort: 443, name: 'shop-function', type: 'lambda' },
        targets: [{ id: FUNCTION, state: 'unavailable', reason: 'Target.HealthCheckDisabled' }],
      },
    ]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    ruledOut: ['no-healthy-targets'],
  },
});
