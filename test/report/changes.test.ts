import { describe, expect, test } from '@jest/globals';
import type { Change, Changes } from '../../lambda/model/change.ts';
import type { Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Incident } from '../../lambda/model/incident.ts';
import type { News } from '../../lambda/model/news.ts';
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

  test('names the account of a change that was made in another one', () => {
    expect(told({ changes: [{ ...change, accountId: '444455556666' }] })).toContain(
      'on app/shop-alb of account 444455556666 by role deploy',
    );
  });

  test('shows hostile names as escapes', () => {
    expect(told({ changes: [{ ...change, who: 'user <!channel>\n', what: '\u001b[2J' }] })).not.toMatch(
      /<!channel|\p{Cc}(?<!\n)/u,
    );
  });
});

describe('a message that follows another one', () => {
  const onset = { at: '2026-11-23T03:06:00Z', what: 'errors' } as const;
  const digest = {
    conclusion: 'inconclusive',
    title: 'unclear',
    failing: [],
    causes: [],
    examinedAt: onset.at,
  } as const;
  const incident: Incident = {
    ...{ id: '0a1b2c3d4e5f', openedAt: onset.at, since: onset.at, example: 'E1', looks: 1 },
    ...{ distributions: ['E1'], ringing: [], causes: [], causesTold: [], changesTold: [] },
    ...{ told: 1, comebacks: 0, comebacksTold: 0 },
    digest: { ...digest, onset },
    latest: digest,
  };
  const served = { fingerprint: 'aa', serial: '0A', notAfter: '2027-02-01T12:00:00Z', key: 'RSA 2048' };
  const replaced = {
    before: served,
    now: { ...served, serial: '0B', issuer: 'CN=<!channel>\n\u001b[2J', key: 'EC prime256v1' },
    since: '2026-11-23T03:00:00Z',
  };
  const later = { ...change, at: '2026-11-23T03:10:00Z', who: 'user carol' };
  const say = (news: News) =>
    text(renewal.diagnosis, { ...renewal.evidence, observations: { changes: observed(seen) } }, { incident, ...news })
      .replace(/\n +|(?<=[a-z0-9:,.→])\n(?=[A-Za-z0-9])/g, ' ')
      .split('EVIDENCE')[0];

  test('begins with what came to light from before the errors, and tells what was done since at its place', () => {
    const said = say({ kind: 'changed', light: [change, later], changes: [] });
    expect(said).toMatch(/^Came to light since it was last told:\n\n- 02:59 UTC ModifyListener/);
    expect(said).not.toContain('Changed since');
    expect(said).toContain('WHAT CHANGED\n- 03:10 UTC ModifyListener');
    expect(said).toContain('by user carol, 4 minutes after the errors began');
    expect(said?.match(/ModifyListener/g)).toHaveLength(2);
    expect(say({ kind: 'changed', light: [change], changes: ['x'] })).toContain(
      `WHAT CHANGED\nNothing beside the above. ${UNTIL}`,
    );
  });

  test('tells no change again, and at the end of what was never clear that there was none', () => {
    expect(say({ kind: 'changed', light: [], changes: ['x'] })).not.toContain('WHAT CHANGED');
    const quiet = { ...renewal, diagnosis: { ...renewal.diagnosis, conclusion: { kind: 'no-fault-found' } as const } };
    const observations = { changes: observed(seen) };
    const end = text(quiet.diagnosis, { ...quiet.evidence, observations }, { kind: 'closed', incident, light: [] });
    expect(end.replace(/\n/g, ' ')).toContain(`CloudTrail tells of no further change on the way. ${UNTIL}`);
  });

  test('tells of another certificate, inert, once', () => {
    const said = say({ kind: 'back-again', replaced });
    expect(said).toContain(
      '- Since 03:00 UTC, the certificate was replaced: serial 0A → 0B, RSA 2048 → EC P-256 (CloudFront takes both); the new one ends',
    );
    expect(said).not.toMatch(/<!channel>|\p{Cc}(?<!\n)/u);
    const over = text(renewal.diagnosis, renewal.evidence, { kind: 'closed', ending: 'recovered', incident, replaced });
    expect(over.match(/was replaced/g)).toHaveLength(1);
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
