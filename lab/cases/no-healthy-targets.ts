import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/** The load balancer waits for targets that do not take connections. */
export default defineCase({
  id: 'no-healthy-targets',
  story: 'the load balancer itself answers 504: every target fails its health check',
  build: ({ authority }) =>
    behindTargets(authority, 504, [
      {
        ...{ listenerPort: 443, name: 'shop-web', healthPath: '/health' },
        targets: [
          { id: 'i-0a1b2c3d4e5f60718', state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
          { id: 'i-0b2c3d4e5f6071829', state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
          { id: 'i-0c3d4e5f607182930', state: 'draining', reason: 'Target.DeregistrationInProgress' },
        ],
      },
    ]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'no-healthy-targets',
    certainty: 'proven',
    also: ['origin-answers-5xx'],
    says: ['shop-web', 'Target.Timeout', '0 of 3', 'describe-target-health', '/health', '504'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'listener-missing'],
  },
});
