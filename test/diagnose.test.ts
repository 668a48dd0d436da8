import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../lambda/diagnose.ts';
import type { Distribution } from '../lambda/model/distribution.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Certainty } from '../lambda/model/finding.ts';
import { defineDistributionRule, defineRule, type Rule } from '../lambda/rule.ts';
import {
  behavior,
  completedDial,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  notApplicable,
  observed,
  origin,
  originEvidence,
  unavailable,
} from './evidence.ts';

type Says =
  | { readonly leads?: boolean; readonly lastResort?: boolean; readonly certainty?: Certainty }
  | 'nothing'
  | 'unseen';

const PLAIN = {
  title: 'plain',
  about: { whatHappens: '', whatCloudFrontDoes: '', howToBeSure: '', whatFixesIt: '', whatDoesNot: '' },
  certainty: 'proven',
  uses: [],
  references: [],
  explain: () => ({ title: 'plain', explanation: '', evidence: [] }),
  remedy: () => [],
  deadEnds: () => [],
} as const;

/** A rule that says of each origin what it is told to say, and does not apply to the others. */
function rule(id: string, says: Readonly<Record<string, Says>>, lastResort = false): Rule {
  return defineRule<'handshakes', never, string>({
    id,
    title: `title of ${id}`,
    about: { whatHappens: '', whatCloudFrontDoes: '', howToBeSure: '', whatFixesIt: '', whatDoesNot: '' },
    certainty: 'proven',
    needs: ['handshakes'],
    uses: [],
    references: [],
    lastResort,
    applies: (scene) => scene.origin.id in says,
    judge: (_seen, scene) => {
      const said = says[scene.origin.id];
      if (said === undefined || said === 'nothing') return undefined;
      if (said === 'unseen') return { unseen: `${id} could not tell` };
      const witness = { kind: 'endpoint', key: scene.origin.id } as const;
      return { facts: '', witness, reach: { failing: 1, seen: 1, of: [] }, ...said };
    },
    explain: (_facts, scene) => ({ title: `${id} at ${scene.origin.id}`, explanation: '', evidence: [] }),
    remedy: () => [],
    deadEnds: () => [],
  });
}

function evidence(of: Distribution, origins: readonly OriginEvidence[] = [originEvidence()]): Evidence {
  return {
    schemaVersion: 1,
    subject: { kind: 'distribution', id: of.id },
    examinedAt: EXAMINED_AT,
    distribution: observed(of),
    origins,
  };
}

const WEB = origin({ id: 'web' });
const API = origin({ id: 'api', domainName: 'api.example.com' });

/** `web` behind the default behavior, `api` behind /api/*. */
function twoOrigins(overrides: Partial<Distribution> = {}): Distribution {
  return distribution({
    origins: [WEB, API],
    behaviors: [behavior({ pathPattern: '/api/*', isDefault: false, targetOriginId: 'api' }), behavior()],
    ...overrides,
  });
}

const both = [originEvidence({}, API), originEvidence({}, WEB)];

/** `web` first, `api` when it fails; both only through the group. */
const failover = twoOrigins({
  behaviors: [behavior({ targetOriginId: 'group' })],
  originGroups: [{ id: 'group', members: ['web', 'api'], failoverCodes: [500, 502] }],
});

/** Who leads, who follows, and what is only noticed: `rule@origin`. */
function told(of: Evidence, rules: readonly Rule[]) {
  const { conclusion, notices } = diagnose(of, rules);
  const name = (one: { ruleId: string; originId: string }) => `${one.ruleId}@${one.originId}`;
  const leads = 'primary' in conclusion ? [conclusion.primary, ...conclusion.also].map(name) : [];
  return { kind: conclusion.kind, leads, notices: notices.map(name) };
}

describe('the order in which findings are told', () => {
  test('what the default behavior reaches comes first, however likely the rest', () => {
    const rules = [rule('a', { api: {} }), rule('b', { web: { certainty: 'likely' } })];
    expect(told(evidence(twoOrigins(), both), rules).leads).toEqual(['b@web', 'a@api']);
  });

  test('then proven before likely, whatever the list says', () => {
    const rules = [rule('a', { web: { certainty: 'likely' } }), rule('b', { web: {} })];
    expect(told(evidence(distribution()), rules).leads).toEqual(['b@web', 'a@web']);
  });

  test('then the order of the list: cause before symptom', () => {
    const [cause, symptom] = [rule('cause', { web: {} }), rule('symptom', { web: {} })];
    expect(told(evidence(distribution()), [cause, symptom]).leads).toEqual(['cause@web', 'symptom@web']);
    expect(told(evidence(distribution()), [symptom, cause]).leads).toEqual(['symptom@web', 'cause@web']);
  });

  test('then the order of the origins', () => {
    const group = twoOrigins({
      behaviors: [behavior({ targetOriginId: 'web' }), behavior({ targetOriginId: 'api' })],
    });
    expect(told(evidence(group, both), [rule('a', { web: {}, api: {} })]).leads).toEqual(['a@api', 'a@web']);
  });
});

describe('what belongs to the distribution as a whole', () => {
  const traffic = observed({ from: EXAMINED_AT, periodSeconds: 60, series: { '5xx': [41] } });
  const whole = defineDistributionRule<'traffic', never, string>({
    ...PLAIN,
    id: 'whole',
    needs: ['traffic'],
    judge: () => ({ facts: '', witness: { kind: 'distribution', key: 'E' }, reach: { failing: 1, seen: 1, of: [] } }),
  });
  const seen = (observations: Evidence['observations']) => ({ ...evidence(twoOrigins(), both), observations });

  test('is found once, however many origins there are, and ranks with what the default behavior reaches', () => {
    expect(told(seen({ traffic }), [rule('a', { api: {} }), whole]).leads).toEqual(['whole@', 'a@api']);
    expect(told(seen({ traffic }), [rule('a', { web: {} }), whole]).leads).toEqual(['a@web', 'whole@']);
  });

  test('and was not seen is one blind spot with the rules it left unjudged, and decides nothing', () => {
    const denied = unavailable('cloudwatch:GetMetricData was denied', 'cloudwatch:GetMetricData');
    const { conclusion, blindSpots } = diagnose(seen({ traffic: denied }), [rule('a', { web: 'nothing' }), whole]);
    expect(conclusion.kind).toBe('no-fault-found');
    expect(blindSpots).toEqual([
      {
        subject: "the distribution: CloudFront's metrics",
        reason: 'cloudwatch:GetMetricData was denied',
        unjudged: ['whole'],
        grant: 'cloudwatch:GetMetricData',
      },
    ]);
  });

  test('and that an older version never recorded, is told only where a rule waited for it', () => {
    expect(diagnose(seen(undefined), [whole]).blindSpots).toMatchObject([
      { subject: "the saved evidence: CloudFront's metrics", unjudged: ['whole'] },
    ]);
    expect(diagnose(seen(undefined), [rule('a', { web: 'nothing' })]).blindSpots).toEqual([]);
  });
});

describe('what is worth a line only', () => {
  test('a finding that does not lead is a notice, and alone it is no root cause', () => {
    expect(told(evidence(distribution()), [rule('a', { web: { leads: false } })])).toEqual({
      kind: 'no-fault-found',
      leads: [],
      notices: ['a@web'],
    });
  });

  test('the spare member of an origin group, while the first one is sound', () => {
    expect(told(evidence(failover, both), [rule('a', { web: 'nothing', api: {} })])).toEqual({
      kind: 'no-fault-found',
      leads: [],
      notices: ['a@api'],
    });
  });

  test('the spare leads beside the first one that fails too', () => {
    expect(told(evidence(failover, both), [rule('a', { web: {}, api: {} })])).toMatchObject({
      kind: 'root-cause',
      leads: expect.arrayContaining(['a@web', 'a@api']),
      notices: [],
    });
  });

  test('a spare of one tenant is none the less a spare where the first one of another fails', () => {
    const made = (id: string, originId: string, tenantIds: readonly string[]) =>
      origin({ id, ofTenants: { originId, template: '{{host}}.example.com', tenantIds } });
    const [webA, webB, apiB] = [made('webA', 'web', ['a']), made('webB', 'web', ['b']), made('apiB', 'api', ['b'])];
    const of = { ...failover, origins: [...failover.origins, webA, webB, apiB] };
    const seen = [webA, webB, apiB].map((one) => originEvidence({}, one));
    expect(told(evidence(of, seen), [rule('a', { webA: {}, webB: 'nothing', apiB: {} })])).toMatchObject({
      leads: ['a@webA'],
      notices: ['a@apiB'],
    });
    expect(told(evidence(of, seen), [rule('a', { webA: 'nothing', webB: {}, apiB: {} })]).leads).toHaveLength(2);
  });

  test('a member is no spare where a behavior uses it directly as well', () => {
    const direct = { ...failover, behaviors: [...failover.behaviors, behavior({ targetOriginId: 'api' })] };
    expect(told(evidence(direct, both), [rule('a', { web: 'nothing', api: {} })]).leads).toEqual(['a@api']);
  });

  test('a notice about the first member does not make the spare lead', () => {
    const rules = [rule('a', { web: { leads: false } }), rule('b', { api: {} })];
    expect(told(evidence(failover, both), rules)).toMatchObject({ leads: [], notices: ['a@web', 'b@api'] });
  });

  test('a last resort beside any other finding that leads', () => {
    const rules = [rule('disputed', { web: {} }, true), rule('b', { web: { certainty: 'likely' } })];
    expect(told(evidence(distribution()), rules)).toEqual({
      kind: 'root-cause',
      leads: ['b@web'],
      notices: ['disputed@web'],
    });
  });

  test('a last resort leads where nothing else does: notices and spares do not count', () => {
    const rules = [rule('disputed', { web: {} }, true), rule('b', { web: { leads: false }, api: 'nothing' })];
    expect(told(evidence(failover, both), rules)).toMatchObject({ leads: ['disputed@web'], notices: ['b@web'] });
  });
});

describe('code at the edge', () => {
  const edge = (changesOrigin: 'yes' | 'no' | 'unknown') =>
    behavior({
      edgeFunctions: [{ kind: 'lambda-at-edge', eventType: 'origin-request', arn: 'arn:aws:lambda:f', changesOrigin }],
    });
  const certaintyWith = (behaviors: Distribution['behaviors']) => {
    const { conclusion } = diagnose(evidence(distribution({ behaviors })), [rule('a', { web: {} })]);
    return 'primary' in conclusion ? conclusion.primary.certainty : undefined;
  };

  test('that may send the request elsewhere lowers proven to likely', () => {
    expect(certaintyWith([edge('yes')])).toBe('likely');
    expect(certaintyWith([edge('unknown')])).toBe('likely');
  });

  test('that leaves the origin alone lowers nothing', () => {
    expect(certaintyWith([edge('no')])).toBe('proven');
  });

  test('lowers nothing where another behavior reaches the origin without it', () => {
    expect(certaintyWith([edge('yes'), behavior({ isDefault: false, pathPattern: '/static/*' })])).toBe('proven');
  });
});

describe('the conclusion', () => {
  test('is that the origin answered, where that is what leads', () => {
    expect(told(evidence(distribution()), [rule('origin-answers-5xx', { web: { certainty: 'likely' } })]).kind).toBe(
      'origin-answered',
    );
  });

  test('is a root cause where one stands before the origin’s own answer', () => {
    const rules = [rule('a', { web: {} }), rule('origin-answers-5xx', { web: { certainty: 'likely' } })];
    expect(told(evidence(distribution()), rules)).toMatchObject({
      kind: 'root-cause',
      leads: ['a@web', 'origin-answers-5xx@web'],
    });
  });

  test('is not led by what the sources dispute in this case while anything else leads', () => {
    const disputed = rule('a', { web: { lastResort: true } });
    expect(told(evidence(distribution()), [disputed, rule('b', { web: {} })]).leads).toEqual(['b@web']);
    expect(told(evidence(distribution()), [disputed, rule('b', { web: 'nothing' })]).leads).toEqual(['a@web']);
  });

  test('is silence where all was seen and nothing is wrong', () => {
    expect(told(evidence(distribution()), [rule('a', { web: 'nothing' })]).kind).toBe('no-fault-found');
  });

  test.each([
    ['timed out while connecting', { kind: 'timed-out', phase: 'connect' }],
    ['was reset', { kind: 'reset', phase: 'handshake' }],
    ['was unreachable', { kind: 'unreachable', reason: 'EHOSTUNREACH' }],
  ] as const)('is inconclusive, never silence, where one dial of two %s', (_how, outcome) => {
    const seen = handshakes(completedDial(), failedDial(outcome, { address: '203.0.113.8' }));
    const partly = evidence(distribution(), [originEvidence({ handshakes: seen })]);
    const { conclusion } = diagnose(partly, [rule('a', { web: 'nothing' })]);
    expect(conclusion).toMatchObject({ kind: 'inconclusive', reason: expect.stringContaining('203.0.113.8:443') });
  });

  test('is inconclusive where a rule could not tell, and says so', () => {
    const { conclusion } = diagnose(evidence(distribution()), [rule('a', { web: 'unseen' })]);
    expect(conclusion).toEqual({ kind: 'inconclusive', reason: 'a could not tell' });
  });

  test('stays a root cause where one was found and another rule could not be judged', () => {
    expect(told(evidence(distribution()), [rule('a', { web: 'unseen' }), rule('b', { web: {} })]).kind).toBe(
      'root-cause',
    );
  });
});

describe('what was ruled out', () => {
  const ruledOut = (says: Readonly<Record<string, Says>>) =>
    diagnose(evidence(twoOrigins(), both), [rule('a', says)]).ruledOut;

  test('a rule that was judged for every origin it applies to and found nothing', () => {
    expect(ruledOut({ web: 'nothing', api: 'nothing' })).toEqual([{ ruleId: 'a', title: 'title of a' }]);
    expect(ruledOut({ web: 'nothing' })).toHaveLength(1);
  });

  test('not one that was found or could not be judged for any of them', () => {
    expect(ruledOut({ web: 'nothing', api: {} })).toEqual([]);
    expect(ruledOut({ web: 'nothing', api: 'unseen' })).toEqual([]);
  });

  test('not one that applies to no origin', () => {
    expect(ruledOut({})).toEqual([]);
  });

  test('what does not exist rules nothing out and hides nothing; what was denied is a blind spot', () => {
    const rules = [rule('a', { web: 'nothing' })];
    const of = (seen: Parameters<typeof originEvidence>[0]) =>
      diagnose(evidence(distribution(), [originEvidence(seen)]), rules);
    const absent = of({ handshakes: notApplicable('there is no address to dial') });
    expect(absent).toMatchObject({ conclusion: { kind: 'no-fault-found' }, ruledOut: [], blindSpots: [] });
    const denied = of({ handshakes: unavailable('out of time') });
    expect(denied).toMatchObject({
      conclusion: { kind: 'inconclusive', reason: 'out of time' },
      ruledOut: [],
      blindSpots: [{ reason: 'out of time', unjudged: ['a'] }],
    });
  });
});

describe('a distribution that cannot be examined', () => {
  const rules = [rule('a', { web: {} })];

  test('is unknown: inconclusive, and it says so', () => {
    const unknown = {
      ...evidence(distribution(), []),
      distribution: notApplicable('there is no distribution E2EXAMPLE'),
    };
    expect(diagnose(unknown, rules)).toMatchObject({
      conclusion: { kind: 'inconclusive', reason: 'there is no distribution E2EXAMPLE' },
      blindSpots: [],
    });
  });

  test('is denied: inconclusive, with the grant that would lift it', () => {
    const denied = {
      ...evidence(distribution(), []),
      distribution: unavailable('cloudfront:GetDistribution was denied', 'cloudfront:GetDistribution'),
    };
    expect(diagnose(denied, rules)).toMatchObject({
      conclusion: { kind: 'inconclusive', reason: 'cloudfront:GetDistribution was denied' },
      blindSpots: [{ subject: 'the distribution', grant: 'cloudfront:GetDistribution' }],
    });
  });

  test('is disabled: inconclusive, whatever its origins look like', () => {
    const disabled = diagnose(evidence(distribution({ enabled: false })), rules);
    expect(disabled.conclusion).toMatchObject({ kind: 'inconclusive', reason: expect.stringContaining('E2EXAMPLE') });
    expect(disabled.notices).toEqual([]);
  });
});

test('evidence written to JSON and read back gives the identical diagnosis', () => {
  const rules = [
    rule('a', { web: { certainty: 'likely' }, api: 'unseen' }),
    rule('b', { web: 'nothing', api: { leads: false } }),
    rule('c', { web: 'nothing' }),
  ];
  const seen = {
    handshakes: handshakes(failedDial({ kind: 'closed', phase: 'handshake' })),
    answer: unavailable('late'),
  };
  const first = evidence(twoOrigins(), [originEvidence(seen, WEB), originEvidence({}, API)]);
  const again: Evidence = JSON.parse(JSON.stringify(first));
  expect(diagnose(again, rules)).toStrictEqual(diagnose(first, rules));
});
