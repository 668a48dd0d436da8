import { describe, expect, test } from '@jest/globals';
import { withAftercare } from '../lambda/aftercare.ts';
import { type Failover, failoverOf } from '../lambda/failover.ts';
import type { Distribution } from '../lambda/model/distribution.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Finding } from '../lambda/model/finding.ts';
import type { Answer } from '../lambda/model/handshake.ts';
import { editOrigin } from '../lambda/remedies/edit-distribution.ts';
import { failoverWords } from '../lambda/report/failover.ts';
import {
  behavior,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  observed,
  origin,
  originEvidence,
  target,
} from './evidence.ts';

const SPARE = { id: 'spare', domainName: 'spare.example.com' };
const found = (ruleId: string, originId = 'web'): Finding => ({
  ruleId,
  originId,
  title: ruleId,
  certainty: 'proven',
  witness: { kind: 'endpoint', key: originId },
  reach: { failing: 1, seen: 1, of: [] },
  explanation: '',
  evidence: [],
  remedy: [{ action: 'mend it' }],
  deadEnds: [],
  references: [],
});
const answered = (status: number): Answer => ({
  kind: 'answered',
  target: target(),
  method: 'GET',
  path: '/',
  status,
  headers: {},
  tookMs: 9,
});

const grouped = (failoverCodes: readonly number[], more: Partial<Distribution> = {}) =>
  distribution({
    origins: [origin(), origin(SPARE)],
    originGroups: [{ id: 'both', members: ['web', 'spare'], failoverCodes }],
    behaviors: [behavior({ targetOriginId: 'both' })],
    ...more,
  });

function evidence(
  of: Distribution,
  first: OriginEvidence = originEvidence(),
  spare = originEvidence({}, SPARE),
): Evidence {
  const subject = { kind: 'distribution', id: of.id } as const;
  return {
    schemaVersion: 1,
    subject,
    examinedAt: EXAMINED_AT,
    distribution: observed(of),
    origins: [first, spare],
  };
}

function failover(ruleId: string, codes: readonly number[], also: readonly Finding[] = []): Failover {
  const primary = found(ruleId);
  const said = failoverOf(primary, [primary, ...also], evidence(grouped(codes)));
  if (!said) throw new Error('no group is before it');
  return said;
}

describe('whether the spare of an origin group takes over', () => {
  test.each([
    ['port-refused', [502, 504], 'no', [503]],
    ['port-refused', [503], 'yes', []],
    ['port-unreachable', [504], 'yes', []],
    ['port-unreachable', [500, 502], 'no', [503, 504]],
    ['origin-slow', [502, 503], 'no', [504]],
    ['certificate-expired', [500], 'no', [502, 503]],
    ['certificate-expired', [502], 'open', [503]],
    ['certificate-expired', [502, 503], 'yes', []],
  ] as const)('%s, going over on %j: %s', (ruleId, codes, goesOver, missing) => {
    expect(failover(ruleId, codes)).toMatchObject({ goesOver, missing, spareIs: 'sound' });
  });

  test('goes by the very code that the origin answered, where it was seen', () => {
    const primary = found('origin-answers-5xx');
    const seen = (status: number) =>
      failoverOf(
        primary,
        [primary],
        evidence(grouped([502, 503]), originEvidence({ answer: observed(answered(status)) })),
      );
    expect(seen(503)).toMatchObject({ goesOver: 'yes' });
    expect(seen(500)).toMatchObject({ goesOver: 'no', missing: [500] });
    expect(failoverOf(primary, [primary], evidence(grouped([502])))).toBeUndefined();
  });

  test('is no question without a group that is used, nor for its second member', () => {
    const primary = found('port-refused');
    expect(failoverOf(primary, [primary], evidence(grouped([], { behaviors: [behavior()] })))).toBeUndefined();
    const second = found('port-refused', 'spare');
    expect(failoverOf(second, [second], evidence(grouped([])))).toBeUndefined();
  });

  test('is asked of what tenants make of both members, tenant by tenant', () => {
    const made = (id: string, originId: string, tenantIds: readonly string[]) =>
      origin({ id, ofTenants: { originId, template: '{{host}}.example.com', tenantIds } });
    const webs = [made('web of a', 'web', ['a']), made('web of b', 'web', ['b'])];
    const spares = [made('spare of b', 'spare', ['b']), made('spare of a', 'spare', ['a'])];
    const of = grouped([502], { origins: [origin(), origin(SPARE), ...webs, ...spares] });
    const origins = [...webs, ...spares].map((one) => originEvidence({}, one));
    const primary = found('port-refused', 'web of a');
    const also = found('port-refused', 'spare of b');
    const said = failoverOf(primary, [primary, also], { ...evidence(of), origins });
    expect(said).toMatchObject({ spare: { id: 'spare of a' }, spareIs: 'sound', missing: [503] });
    const shared = { ...evidence(of), origins: [...origins.slice(0, 2), originEvidence({}, SPARE)] };
    expect(failoverOf(primary, [primary], shared)).toMatchObject({ spare: { id: 'spare' }, spareIs: 'sound' });
  });

  test('is told with the state of the spare, and with the methods that never go over', () => {
    expect(failoverWords(failover('port-refused', [502]))).toBe(
      'group both does not go over to spare.example.com: this fault counts as 503, and it goes over on 502 only',
    );
    expect(failoverWords(failover('port-refused', [503], [found('port-refused', 'spare')]))).toBe(
      'group both goes over to spare.example.com, which fails too',
    );
    const writing = grouped([503], { behaviors: [behavior({ targetOriginId: 'both', methods: ['GET', 'POST'] })] });
    const said = failoverOf(found('port-refused'), [], evidence(writing));
    expect(said && failoverWords(said)).toContain('only GET, HEAD and OPTIONS do, so other methods still fail');
    expect(failoverWords(failover('certificate-expired', [502]))).toContain(
      'it is open whether group both goes over to spare.example.com: this fault counts as 502 or 503 (AWS does not say which)',
    );
  });
});

describe('what is to be done beside the remedy', () => {
  const stepsOf = (of: Distribution, ruleId: string, spare?: OriginEvidence, also: readonly Finding[] = []) =>
    withAftercare([found(ruleId), ...also], evidence(of, originEvidence(), spare))[0]?.remedy.slice(1) ?? [];

  test('is to let a sound spare serve meanwhile', () => {
    const [step] = stepsOf(grouped([502]), 'port-refused');
    expect(step?.action).toContain('spare.example.com, was sound when dialled');
    expect(step?.command).toContain("--arg id both --argjson codes '[503]'");
  });

  test('warns where the spare was not seen to be sound, and leaves one alone that fails', () => {
    const silent = originEvidence(
      { handshakes: handshakes(failedDial({ kind: 'timed-out', phase: 'connect' })) },
      SPARE,
    );
    expect(stepsOf(grouped([502]), 'port-refused', silent)[0]?.action).toContain('not seen to be sound');
    expect(stepsOf(grouped([502]), 'port-refused', undefined, [found('port-refused', 'spare')])).toEqual([]);
  });

  test('is to drop the errors that are remembered, of this fault’s code alone', () => {
    const errorResponses = [
      { code: 502, cachedSeconds: 300 },
      { code: 504, cachedSeconds: 900 },
    ];
    const of = distribution({ errorResponses });
    expect(stepsOf(of, 'port-refused').map(({ action }) => action)).toEqual([
      expect.stringContaining('a cached 502 for up to 5 minutes'),
    ]);
    expect(stepsOf(of, 'origin-answers-5xx')[0]?.action).toContain('a cached 504 and 502 for up to 15 minutes');
    expect(stepsOf(distribution({ errorResponses: [{ code: 504, cachedSeconds: 900 }] }), 'port-refused')).toEqual([]);
  });

  test('is nothing where nothing leads', () => {
    expect(withAftercare([], evidence(grouped([])))).toEqual([]);
  });
});

describe('an origin that only code names', () => {
  const made = origin({ id: 'function router', domainName: 'alb.example.com', byFunction: 'router' });
  const of = distribution({ origins: [origin(), made] });

  test('is mended in the code, beside what mends the server', () => {
    const [primary] = withAftercare([found('port-refused', made.id)], evidence(of));
    expect(primary?.remedy.map(({ command }) => command)).toEqual([
      undefined,
      'aws cloudfront get-function --name router --stage LIVE router.js',
    ]);
  });

  test('has no settings in the distribution that a command could change', () => {
    const step = editOrigin('Let CloudFront dial 8443', of, made.id, '.CustomOriginConfig.HTTPSPort = 8443');
    expect(step.command).not.toContain('update-distribution');
    expect(step.action).toContain('what it passes to updateRequestOrigin');
    const [primary] = withAftercare([{ ...found('port-refused', made.id), remedy: [step] }], evidence(of));
    expect(primary?.remedy).toEqual([step]);
  });
});
