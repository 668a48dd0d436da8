import { defineCase } from '../case.ts';
import { ALL_VIEWER, SECRET, SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { minutesAgo, updateDistribution } from '../trail.ts';

/** CloudFormation made the distribution, and somebody changed it in the console; the record of that call holds a secret. */
export default defineCase({
  id: 'distribution-changed-by-hand',
  story: 'a stack’s distribution got a policy that forwards Host, by hand, right before the errors',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        distributions: [shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } })],
        events: [updateDistribution(minutesAgo(now, 6), SECRET, { identity: { type: 'IAMUser', userName: 'bob' } })],
        tags: {
          [`arn:aws:cloudfront::111122223333:distribution/${SHOP_ID}`]: {
            'aws:cloudformation:stack-name': 'shop-edge',
            'aws:cloudformation:logical-id': 'Distribution',
          },
        },
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'likely',
    says: [
      `UpdateDistribution on ${SHOP_ID} by user bob, as the errors began`,
      'Owned by CloudFormation stack shop-edge (logical id Distribution). Change OriginRequestPolicyId of the behaviors',
    ],
  },
});
