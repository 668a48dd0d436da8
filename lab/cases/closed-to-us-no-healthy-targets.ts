import { behindGate, ORIGIN_FACING } from '../behind-gate.ts';
import { defineCase } from '../case.ts';

/** Nothing can be dialled, so AWS's records decide alone; nobody heard the load balancer answer, so it is likely. */
export default defineCase({
  id: 'closed-to-us-no-healthy-targets',
  story: 'the security group admits CloudFront alone, and no target is healthy',
  build: ({ authority }) =>
    behindGate(authority, [{ port: 443, prefixLists: [ORIGIN_FACING] }], {
      balancer: {
        targetGroups: [
          { listenerPort: 443, targets: [{ id: '10.0.1.11', state: 'initial', reason: 'Elb.InitialHealthChecking' }] },
        ],
      },
    }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'no-healthy-targets',
    certainty: 'likely',
    notices: ['closed-to-us-open-to-cloudfront'],
    says: ['Nothing could be dialled from here', 'Elb.InitialHealthChecking'],
    blindSpots: ['and not us', 'and not us'],
  },
});
