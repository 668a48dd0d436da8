import { describe, expect, test } from '@jest/globals';
import type { EdgeFunction } from '../lambda/model/distribution.ts';
import type { Verdict } from '../lambda/model/finding.ts';
import { isLeftByCode, openTargets, soften } from '../lambda/steered.ts';
import { behavior, distribution, EXAMINED_AT, observed, origin, unavailable } from './evidence.ts';

const code = (more: Partial<EdgeFunction>): EdgeFunction => ({
  kind: 'cloudfront-function',
  eventType: 'viewer-request',
  arn: 'arn:aws:cloudfront::111122223333:function/router',
  changesOrigin: 'yes',
  ...more,
});
const made = origin({ id: 'function router', domainName: 'alb.example.com', byFunction: 'router' });
const steered = (...functions: readonly Partial<EdgeFunction>[]) =>
  distribution({
    origins: [origin(), made],
    behaviors: functions.map((one) => behavior({ edgeFunctions: [code(one)] })),
  });

const found = (ruleId: string, originId = 'web'): Verdict => ({
  ruleId,
  originId,
  kind: 'found',
  leads: true,
  finding: {
    ruleId,
    originId,
    title: ruleId,
    certainty: 'proven',
    witness: { kind: 'endpoint', key: originId },
    reach: { failing: 1, seen: 1, of: [] },
    explanation: '',
    evidence: [],
    remedy: [],
    deadEnds: [],
    references: [],
  },
});
const UNRESOLVABLE = 'origin-name-unresolvable';

describe('a name that does not exist', () => {
  test('is a stand-in where code is seen to choose another origin', () => {
    expect(soften(found(UNRESOLVABLE), steered({}))).toMatchObject({ leads: false, finding: { certainty: 'likely' } });
  });

  test.each([
    ['code that was not read', found(UNRESOLVABLE), steered({ changesOrigin: 'unknown' })],
    ['one behavior whose code does not', found(UNRESOLVABLE), steered({}, { changesOrigin: 'unknown' })],
    ['the name that the code itself chose', found(UNRESOLVABLE, made.id), steered({ selects: [made.id] })],
    ['any other fault', found('certificate-expired'), steered({})],
  ])('leads, likely, with %s', (_, verdict, of) => {
    expect(soften(verdict, of)).toMatchObject({ leads: true, finding: { certainty: 'likely' } });
  });

  test('is proven where nothing steers', () => {
    const verdict = found(UNRESOLVABLE);
    expect(soften(verdict, distribution())).toBe(verdict);
    expect(soften(verdict, steered({}, { changesOrigin: 'no' }))).toBe(verdict);
  });
});

test('an origin is left by code that selects another one, and not by code that may select it too', () => {
  expect(isLeftByCode('web', steered({ selects: [made.id] }))).toBe(true);
  expect(isLeftByCode('web', steered({ selects: [made.id] }, {}))).toBe(false);
  expect(isLeftByCode('web', steered({ selects: [made.id, 'web'] }))).toBe(false);
  expect(isLeftByCode(made.id, steered({ selects: [made.id] }))).toBe(false);
});

test('nothing is acquitted while code computes where requests go', () => {
  const evidence = { schemaVersion: 1, subject: { kind: 'distribution', id: 'E' }, examinedAt: EXAMINED_AT } as const;
  const ask = (of: ReturnType<typeof steered>) => openTargets({ ...evidence, distribution: observed(of), origins: [] });
  expect(ask(steered({ computes: true }))).toContain('function router');
  expect(ask(steered({}))).toBeUndefined();
  expect(openTargets({ ...evidence, distribution: unavailable(), origins: [] })).toBeUndefined();
});
