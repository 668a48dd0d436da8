import { defineCase, NEXT_LOOK } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { minutesAgo, modifyListener, updateDistribution } from '../trail.ts';

/** CloudTrail writes minutes late: who put the wrong certificate there is told as soon as it is known, once, and what was told already is not. */
export default defineCase({
  id: 'change-comes-to-light',
  story: 'CloudTrail tells of the change that broke it only after the first message is out',
  async build({ authority, now }) {
    const other = await authority.issue({ names: ['blog.example.com'] });
    const late = minutesAgo(now, -9);
    return behindBalancer(
      tlsOrigin({ chain: [other, authority.intermediate] }),
      { certificates: [inAcm(other, certificateArn(1))] },
      {
        account: {
          events: [
            updateDistribution(minutesAgo(now, 50), 'x'),
            modifyListener(minutesAgo(now, 9), { knownAt: late }),
            modifyListener(minutesAgo(now, 1), { name: 'SetSecurityGroups', knownAt: late }),
          ],
        },
        steps: [
          { afterMinutes: 15, event: NEXT_LOOK },
          { afterMinutes: 60, event: NEXT_LOOK },
        ],
      },
    );
  },
  expect: [
    {
      conclusion: 'root-cause',
      ruleId: 'listener-certificate-missing-for-name',
      also: ['certificate-name-mismatch'],
      says: ['WHAT CHANGED', 'UpdateDistribution', '44 minutes before the errors began'],
      neverSays: ['ModifyListener ('],
    },
    {
      conclusion: 'root-cause',
      ruleId: 'listener-certificate-missing-for-name',
      also: ['certificate-name-mismatch'],
      says: [
        'Came to light since it was last told:',
        `ModifyListener (certificate ${certificateArn(1).split('/')[1]}) on ${ALB.arn.split('/').slice(1, 3).join('/')} by role deploy (session ci-1234), 3 minutes before the errors began`,
        'SetSecurityGroups',
        '5 minutes after the errors began',
        'later ones may not be in CloudTrail yet',
      ],
      neverSays: ['UpdateDistribution', 'Changed since'],
    },
  ],
});
