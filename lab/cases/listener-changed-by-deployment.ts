import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { minutesAgo, modifyListener } from '../trail.ts';

/** The cause is on the wire; who put it there, and minutes before the errors, is in CloudTrail. The later change is told after it. */
export default defineCase({
  id: 'listener-changed-by-deployment',
  story: 'a deployment put the certificate of another site on the listener, minutes before the errors began',
  async build({ authority, now }) {
    const other = await authority.issue({ names: ['blog.example.com'] });
    return behindBalancer(
      tlsOrigin({ chain: [other, authority.intermediate] }),
      { certificates: [inAcm(other, certificateArn(1))] },
      {
        account: {
          pageSize: 4,
          tags: { [ALB.arn]: { team: 'shop' } },
          events: [
            modifyListener(minutesAgo(now, 13)),
            modifyListener(minutesAgo(now, 14), { errorCode: 'ValidationError' }),
            modifyListener(minutesAgo(now, 12), { name: 'DescribeListeners', readOnly: true }),
            modifyListener(minutesAgo(now, 11), { region: 'us-east-1', name: 'DeleteListener' }),
            modifyListener(minutesAgo(now, 10), { name: 'AddTags' }),
            modifyListener(minutesAgo(now, 3), { name: 'SetSecurityGroups', identity: { type: 'Root' } }),
            modifyListener(minutesAgo(now, 60 * 30), { name: 'CreateListener' }),
          ],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-missing-for-name',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: [
      'WHAT CHANGED',
      `ModifyListener (certificate ${certificateArn(1).split('/')[1]}) on app/shop-alb by role deploy (session ci-1234), 7 minutes before the errors began`,
      'SetSecurityGroups',
      'by the root user, 3 minutes after the errors began',
      'later ones may not be in CloudTrail yet',
    ],
    neverSays: ['DescribeListeners on', 'DeleteListener', 'AddTags', 'CreateListener', 'Owned by', 'ASIA'],
  },
});
