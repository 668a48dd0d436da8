import { describe, expect, test } from '@jest/globals';
import type { Change, Changes } from '../../lambda/model/change.ts';
import type { Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Keeper } from '../../lambda/model/owner.ts';
import { text } from '../../lambda/report/text.ts';
import { renewal } from './diagnoses.ts';
import { LB_ARN, LISTENER, observed } from './scene.ts';

const seen: Changes = { from: '2026-11-22T03:09:02.000Z', until: '2026-11-23T03:07:40.000Z', changes: [] };
const change: Change = {
  at: '2026-11-23T02:59:00.000Z',
  who: 'role deploy (session ci-1234)',
  what: 'ModifyListener',
  resource: LISTENER,
  service: 'elasticloadbalancing.amazonaws.com',
  region: 'eu-west-1',
  details: ['sslPolicy ELBSecurityPolicy-2016-08'],
};
const impact = { since: '2026-11-23T03:06:00.000Z', orEarlier: false, percent: 41 };
const UNTIL = 'Events until 03:07 UTC: later ones may not be in CloudTrail yet.';

/** The whole text, unwrapped, with `more` in the diagnosis. */
function told(more: Partial<Diagnosis>, changes: Changes | null = seen) {
  const observations = changes ? { changes: observed(changes) } : {};
  return text({ ...renewal.diagnosis, ...more }, { ...renewal.evidence, observations }, {}).replace(
    /\n +|(?<=[a-z0-9:,.])\n(?=[A-Za-z0-9])/g,
    ' ',
  );
}

describe('the part that says what changed', () => {
  test('tells who did what, how long before the errors began, and how far the records go', () => {
    const said = told({ impact, changes: [change] });
    expect(said).toContain(
      'WHAT CHANGED\n- 02:59 UTC ModifyListener (sslPolicy ELBSecurityPolicy-2016-08) on app/shop-alb by role deploy (session ci-1234), 7 minutes before the errors began',
    );
    expect(said).toContain(UNTIL);
    expect(said.indexOf('WHAT CHANGED')).toBeLessThan(said.indexOf('EVIDENCE'));
  });

  test('reckons from the alarm where metrics tell nothing, and from now where there is no alarm', () => {
    expect(told({ changes: [change] })).toContain('10 minutes before the alarm fired');
    expect(told({ changes: [change], alarm: undefined })).toContain('13 minutes ago');
    expect(told({ impact, changes: [{ ...change, at: '2026-11-23T03:08:00Z' }] })).toContain(
      '2 minutes after the errors began',
    );
  });

  test('has four lines at most, and names certificates by their ids', () => {
    const many = Array.from({ length: 5 }, () => ({
      ...change,
      details: [],
      resource: 'arn:aws:acm:eu-west-1:1:certificate/ab-1',
    }));
    const said = told({ changes: many });
    expect(said.match(/on certificate ab-1 by/g)).toHaveLength(3);
    expect(said).toContain(`2 more in the JSON. ${UNTIL}`);
  });

  test('is left out where a cause is known and nothing was changed, and where nothing was seen', () => {
    expect(told({})).not.toContain('WHAT CHANGED');
    expect(told({ conclusion: { kind: 'no-fault-found' } }, null)).not.toContain('WHAT CHANGED');
    expect(told({ conclusion: { kind: 'no-fault-found' } })).toContain(
      'CloudTrail tells of no change on the way since 2026-11-22 03:09 UTC.',
    );
  });

  test('shows hostile names as escapes', () => {
    expect(told({ changes: [{ ...change, who: 'user <!channel>\n', what: '\u001b[2J' }] })).not.toMatch(
      /<!channel|\p{Cc}(?<!\n)/u,
    );
  });
});

describe('the line that says who owns it', () => {
  const line = (keeper: Keeper) => told({ owned: { arn: LB_ARN, keeper, property: 'Certificates' } });

  test.each([
    [
      { kind: 'cloudformation', stack: 'shop', logicalId: 'Web' },
      'Owned by CloudFormation stack shop (logical id Web). Change',
    ],
    [{ kind: 'terraform', tag: 'ManagedBy=Terraform' }, "Tagged as Terraform's (ManagedBy=Terraform). Change"],
    [{ kind: 'pulumi', tag: 'pulumi:stack=prod' }, "Tagged as Pulumi's (pulumi:stack=prod). Change"],
    [{ kind: 'kubernetes', cluster: 'prod', object: 'shop/web' }, 'Kubernetes cluster prod, shop/web. Change'],
    [{ kind: 'beanstalk', environment: 'shop-env' }, 'Owned by Elastic Beanstalk environment shop-env. Change'],
  ] as const)('%j', (keeper, words) => {
    const said = line(keeper).replace(/\n/g, ' ');
    expect(said).toContain(words);
    expect(said.indexOf(words)).toBeLessThan(said.indexOf('WHAT TO DO'));
  });

  test('says where the tags are the load balancer’s', () => {
    const keeper = { kind: 'cloudformation', stack: 'shop' } as const;
    const owned = { arn: LB_ARN, keeper, partOf: true, property: 'Certificates' } as const;
    expect(told({ owned })).toContain(
      'Owned by CloudFormation stack shop, as its load balancer is. Change Certificates',
    );
  });
});
