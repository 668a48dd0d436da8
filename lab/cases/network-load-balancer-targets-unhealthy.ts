import { behindClosedNetwork } from '../behind.ts';
import { ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** It opens no connection of its own: with no target that takes one, CloudFront's is reset or never answered. */
export default defineCase({
  id: 'network-load-balancer-targets-unhealthy',
  story: 'a network load balancer admits CloudFront alone, and none of its targets is healthy',
  build: () =>
    behindClosedNetwork([{ port: 443, prefixLists: [ORIGIN_FACING] }], { protocol: 'TCP' }, [
      {
        ...{ listenerPort: 443, protocol: 'TCP', port: 8443 },
        targets: [{ id: '10.0.1.11', state: 'unhealthy', reason: 'Target.FailedHealthChecks' }],
      },
    ]),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'no-healthy-targets',
    certainty: 'likely',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['Target.FailedHealthChecks'],
    blindSpots: ['and not us', 'and not us'],
  },
});
