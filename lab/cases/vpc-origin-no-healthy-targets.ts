import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

export default defineCase({
  id: 'vpc-origin-no-healthy-targets',
  story: 'no target behind a VPC origin’s load balancer is healthy',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindVpcOrigin({
      certificates: [inAcm(leaf, certificateArn(1))],
      balancer: {
        targetGroups: [
          { listenerPort: 443, targets: [{ id: '10.0.1.11', state: 'unhealthy', reason: 'Target.Timeout' }] },
        ],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'no-healthy-targets',
    certainty: 'likely',
    says: ['Target.Timeout', "AWS's records alone"],
    blindSpots: ['private network'],
  },
});
