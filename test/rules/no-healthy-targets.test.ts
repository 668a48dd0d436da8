import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../lambda/diagnose.ts';
import type { Observations } from '../../lambda/model/evidence.ts';
import type { TargetGroup, Targets } from '../../lambda/model/target-health.ts';
import { rules } from '../../lambda/rules/index.ts';
import { noHealthyTargets as rule } from '../../lambda/rules/no-healthy-targets.ts';
import {
  behindLoadBalancer,
  distribution,
  EXAMINED_AT,
  finding,
  notApplicable,
  observed,
  originEvidence,
  target,
  unavailable,
  verdict,
} from '../evidence.ts';

const arn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/0123456789abcdef`;
const unfit = (id: string, reason?: string) => ({ id, port: 8080, state: 'unhealthy', ...(reason && { reason }) });

function group(more: Partial<TargetGroup> = {}): TargetGroup {
  const { name = 'web' } = more;
  const healthCheck = "HTTP on the target's port, path /health, expecting 200";
  return { arn: arn(name), name, protocol: 'HTTP', byDefault: true, healthCheck, states: {}, unfit: [], ...more };
}

const DARK = group({
  states: { unhealthy: 2 },
  unfit: [
    { ...unfit('10.0.1.11', 'Target.Timeout'), description: 'Request timed out' },
    unfit('10.0.2.12', 'Target.Timeout'),
  ],
});
const FIT = group({ name: 'fit', states: { healthy: 1, unhealthy: 1 }, unfit: [unfit('10.0.1.11')] });
const targets = (more: Partial<Targets> = {}): Observations['targets'] =>
  observed({ groups: [DARK], isWhole: true, answered: 504, ...more });
const evidence = (seen: Observations['targets']) => originEvidence(behindLoadBalancer({ targets: seen }));
const found = (more: Partial<Targets> = {}) => finding(rule, evidence(targets(more)));

describe('no healthy target', () => {
  test('is proven where the load balancer answered and nothing behind it is fit', () => {
    expect(found()).toMatchObject({
      certainty: 'proven',
      title: 'None of 2 targets behind load balancer shop is healthy: Target.Timeout',
      explanation: expect.stringContaining('the load balancer itself answered 504'),
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      evidence: [
        'Targets: 0 of 2 targets of group web are healthy (2 Target.Timeout)',
        "Health check: HTTP on the target's port, path /health, expecting 200",
        'First: 10.0.1.11:8080, unhealthy: Request timed out',
      ],
    });
  });

  test('speaks of the instances of a classic load balancer, with its own command and what AWS’s words ask for', () => {
    const words = 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.';
    const instances = group({
      ...{ name: 'shop', of: 'instances' as const, healthCheck: 'HTTP:80/health', states: { OutOfService: 2 } },
      unfit: [
        { id: 'i-1', state: 'OutOfService', description: words },
        { id: 'i-2', state: 'OutOfService', description: 'Instance is in stopped state.' },
      ],
    });
    const { title, evidence: told, remedy } = found({ groups: [instances], answered: 503 });
    expect(title).toBe('None of 2 instances behind load balancer shop is healthy');
    expect(told).toEqual([
      'Instances: 0 of 2 instances of load balancer shop are healthy',
      'Health check: HTTP:80/health',
      `First: i-1, OutOfService: ${words}`,
    ]);
    expect(remedy).toMatchObject([
      { action: expect.stringContaining('fail the health check'), command: expect.stringContaining('aws elb ') },
      { action: expect.stringContaining('stopped or terminated') },
    ]);
    const none = found({ groups: [{ ...instances, states: {}, unfit: [] }] });
    expect(none).toMatchObject({
      title: 'Load balancer shop has no instance to send requests to',
      remedy: [{ action: expect.stringContaining('Register instances') }],
    });
    const fit = { ...instances, states: { healthy: 1, OutOfService: 1 } };
    expect(verdict(rule, evidence(targets({ groups: [fit] }))).kind).toBe('ruled-out');
  });

  test('counts an empty group, and a single target', () => {
    expect(found({ groups: [group()] })).toMatchObject({
      certainty: 'proven',
      title: 'Load balancer shop has no target to send requests to',
      evidence: expect.arrayContaining(['Targets: group web has no targets']),
    });
    const one = group({ states: { initial: 1 }, unfit: [{ id: 'i-1', state: 'initial' }] });
    expect(found({ groups: [one] }).title).toBe('The one target behind load balancer shop is not healthy: initial');
  });

  test.each<[string, Partial<Targets>]>([
    ['nothing was heard of the load balancer', { answered: undefined }],
    ['another group may have taken the request', { groups: [DARK, { ...FIT, byDefault: false }] }],
    ['another group was not looked into', { isWhole: false }],
    [
      'another group could not be read',
      { groups: [DARK, group({ name: 'x', byDefault: false, unread: { reason: 'denied' } })] },
    ],
  ])('is likely where %s', (_what, more) => {
    expect(found(more).certainty).toBe('likely');
  });

  test.each<[string, Partial<Targets>]>([
    ['one target is healthy', { groups: [FIT] }],
    ['one of two groups that share the requests has a healthy one', { groups: [DARK, FIT] }],
    ['only a group that is not in use is dark', { groups: [FIT, { ...DARK, byDefault: false }] }],
    ['nobody checks the health, as of a function', { groups: [group({ states: { unavailable: 1 } })] }],
    ['there is no group', { groups: [] }],
  ])('is ruled out where %s', (_what, more) => {
    expect(verdict(rule, evidence(targets(more))).kind).toBe('ruled-out');
  });

  test('never leads where the default action forwards nowhere: a rule, or a fixed answer, decides', () => {
    const byRule = { ...DARK, byDefault: false };
    expect(verdict(rule, evidence(targets({ groups: [byRule] })))).toMatchObject({ kind: 'found', leads: false });
  });

  test('is not judged unseen, whole or in part', () => {
    const unread = { reason: 'elasticloadbalancing:DescribeTargetHealth was denied' };
    const kind = (seen: Observations['targets']) => verdict(rule, evidence(seen)).kind;
    expect(kind(targets({ groups: [DARK, group({ name: 'x', unread })] }))).toBe('not-judged');
    expect(kind(unavailable('denied', 'elasticloadbalancing:DescribeTargetGroups'))).toBe('not-judged');
    expect(kind(notApplicable('the load balancer itself sent no error'))).toBe('not-applicable');
  });
});

describe('the remedy', () => {
  test('goes by the reason, the commonest first, with the commands for this very group', () => {
    const { remedy } = found({
      groups: [
        group({
          states: { unhealthy: 3 },
          unfit: [
            unfit('a', 'Target.Timeout'),
            unfit('b', 'Target.FailedHealthChecks'),
            unfit('c', 'Target.FailedHealthChecks'),
          ],
        }),
      ],
    });
    expect(remedy.map(({ action }) => action.split(':')[0])).toEqual(['Target.FailedHealthChecks', 'Target.Timeout']);
    expect(remedy[0]?.command).toContain(`describe-target-health --region eu-west-1 --target-group-arn ${arn('web')}`);
    expect(remedy[0]?.verify).toContain('wait target-in-service');
  });

  test.each([
    ['an empty group', group(), 'Register targets'],
    [
      'a reason that AWS made up since',
      group({ states: { unhealthy: 1 }, unfit: [unfit('a', 'Target.New')] }),
      'See what AWS says',
    ],
  ])('has a word for %s', (_what, one, words) => {
    expect(found({ groups: [one] }).remedy[0]?.action).toContain(words);
  });
});

test('leads over the answer that it explains, and the conclusion is the answer', () => {
  const answer: Observations['answer'] = observed({
    ...({ kind: 'answered', target: target(), method: 'GET', path: '/', status: 504, tookMs: 9 } as const),
    headers: { server: 'awselb/2.0' },
  });
  const conclude = (seen: Partial<Observations>) =>
    diagnose(
      {
        ...({ schemaVersion: 1, subject: { kind: 'distribution', id: 'E2EXAMPLE' }, examinedAt: EXAMINED_AT } as const),
        distribution: observed(distribution()),
        origins: [originEvidence(behindLoadBalancer(seen))],
      },
      rules,
    ).conclusion;
  expect(conclude({ answer, targets: targets() })).toMatchObject({
    kind: 'origin-answered',
    primary: { ruleId: 'no-healthy-targets', certainty: 'proven' },
    also: [{ ruleId: 'origin-answers-5xx' }],
  });
  expect(conclude({ targets: targets({ answered: undefined }) })).toMatchObject({
    kind: 'root-cause',
    primary: { ruleId: 'no-healthy-targets', certainty: 'likely' },
  });
});
