import { describe, expect, test } from '@jest/globals';
import type { Overview } from '../lambda/place.ts';
import { defineDistributionRule, defineRule, lower, type RuleSpec } from '../lambda/rule.ts';
import {
  distribution,
  EXAMINED_AT,
  finding,
  listener,
  loadBalancer,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from './evidence.ts';

type Spec = RuleSpec<'handshakes' | 'listener', 'candidates', string>;

const about = {
  whatHappens: 'a',
  whatCloudFrontDoes: 'b',
  howToBeSure: 'c',
  whatFixesIt: 'd',
  whatDoesNot: 'e',
};

function spec(overrides: Partial<Spec> = {}): Spec {
  return {
    id: 'made-up',
    title: 'made-up cause',
    about,
    certainty: 'proven',
    needs: ['handshakes', 'listener'],
    uses: ['candidates'],
    references: ['https://example.com/rfc'],
    judge: () => ({
      facts: 'fact',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      reach: { failing: 1, seen: 2, of: ['203.0.113.7'] },
    }),
    explain: (facts, { candidates }) => ({ title: facts, explanation: candidates.status, evidence: [] }),
    remedy: (facts, { origin }) => [{ action: `${facts} of ${origin.id}` }],
    deadEnds: (facts) => [{ tempting: facts, why: 'no' }],
    ...overrides,
  };
}

const seen = { listener: observed(listener()) };

const TRAFFIC = { from: '2026-11-23T03:00:00.000Z', periodSeconds: 60, series: { '5xx': [0, 41] } };
const OVERVIEW: Overview = { distribution: distribution(), examinedAt: EXAMINED_AT };

describe('evidence of the whole distribution', () => {
  const judged = {
    facts: 'fact',
    witness: { kind: 'distribution', key: 'E2EXAMPLE' },
    reach: { failing: 1, seen: 1, of: [] },
  } as const;
  const { id, title, certainty, references } = spec();
  const words = { id, title, about, certainty, references, needs: ['traffic'], uses: ['monitoring'] } as const;
  const whole = defineDistributionRule<'traffic', 'monitoring', string>({
    ...words,
    judge: ({ traffic }) => (traffic.series['5xx'] ? judged : undefined),
    explain: (facts, { monitoring }) => ({ title: facts, explanation: monitoring.status, evidence: [] }),
    remedy: () => [],
    deadEnds: () => [],
  });

  test('is judged without an origin, and the finding has none', () => {
    const said = whole.apply({ observations: { traffic: observed(TRAFFIC) } }, OVERVIEW);
    expect(whole.scope).toBe('distribution');
    expect(said).toMatchObject({ kind: 'found', originId: '', finding: { originId: '', explanation: 'unavailable' } });
  });

  test('is handed to a rule about an origin too, by name, beside the origin’s own', () => {
    const both = defineRule<'handshakes' | 'traffic', 'monitoring', string>({
      ...words,
      needs: ['handshakes', 'traffic'],
      judge: ({ handshakes: { dials }, traffic }) => ({ ...judged, facts: `${dials.length} ${traffic.from}` }),
      explain: (facts, { monitoring }) => ({ title: facts, explanation: monitoring.status, evidence: [] }),
      remedy: () => [],
      deadEnds: () => [],
    });
    const { origin, observations } = originEvidence();
    const place = {
      origin,
      observations: { ...observations, traffic: observed(TRAFFIC), monitoring: notApplicable() },
    };
    expect(both.scope).toBe('origin');
    expect(both.apply(place, OVERVIEW)).toMatchObject({
      originId: 'web',
      finding: { title: `1 ${TRAFFIC.from}`, explanation: 'not-applicable' },
    });
    expect(both.apply({ observations: {} }, OVERVIEW)).toMatchObject({ kind: 'not-applicable' });
  });

  test('that an older version did not record is unavailable, never missing', () => {
    expect(whole.apply({ observations: {} }, OVERVIEW)).toMatchObject({
      kind: 'not-judged',
      need: 'traffic',
      reason: expect.stringContaining('not recorded'),
    });
  });
});

describe('a rule that finds', () => {
  test('makes the finding of its facts, its words and its references', () => {
    expect(finding(defineRule(spec()), originEvidence(seen))).toEqual({
      ruleId: 'made-up',
      originId: 'web',
      title: 'fact',
      certainty: 'proven',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      reach: { failing: 1, seen: 2, of: ['203.0.113.7'] },
      breaksAt: undefined,
      explanation: 'not-applicable',
      evidence: [],
      remedy: [{ action: 'fact of web' }],
      deadEnds: [{ tempting: 'fact', why: 'no' }],
      references: ['https://example.com/rfc'],
    });
  });

  test('leads, unless its judgement says that it is worth a line only', () => {
    const judgement = {
      facts: 'fact',
      witness: { kind: 'endpoint', key: 'k' },
      reach: { failing: 1, seen: 1, of: [] },
    } as const;
    expect(verdict(defineRule(spec()), originEvidence(seen))).toMatchObject({ kind: 'found', leads: true });
    const shy = defineRule(spec({ judge: () => ({ ...judgement, leads: false }) }));
    expect(verdict(shy, originEvidence(seen))).toMatchObject({ kind: 'found', leads: false });
  });

  test('may lower its certainty and can never raise it', () => {
    const judged = (ceiling: 'proven' | 'likely', certainty?: 'proven' | 'likely') => {
      const rule = defineRule(
        spec({
          certainty: ceiling,
          judge: () => ({
            facts: '',
            witness: { kind: 'endpoint', key: 'k' },
            reach: { failing: 1, seen: 1, of: [] },
            certainty,
          }),
        }),
      );
      return finding(rule, originEvidence(seen)).certainty;
    };
    expect([judged('proven'), judged('proven', 'likely'), judged('likely', 'proven'), judged('likely')]).toEqual([
      'proven',
      'likely',
      'likely',
      'likely',
    ]);
  });
});

describe('a rule that weighs the evidence it uses', () => {
  const weighing = (ceiling: 'proven' | 'likely') =>
    defineRule(
      spec({
        certainty: ceiling,
        weigh: (_facts, { candidates }) => (candidates.status === 'observed' ? 'proven' : 'likely'),
      }),
    );
  const candidates = observed({ region: 'eu-west-1', certificates: [], cut: false });

  test('is as sure as that makes it, within its ceiling, and is found without it', () => {
    expect(finding(weighing('proven'), originEvidence({ ...seen, candidates })).certainty).toBe('proven');
    expect(finding(weighing('proven'), originEvidence({ ...seen, candidates: unavailable() })).certainty).toBe(
      'likely',
    );
    expect(finding(weighing('likely'), originEvidence({ ...seen, candidates })).certainty).toBe('likely');
  });
});

describe('a rule is handed what it asked for', () => {
  test('the needs unwrapped to its judgement, and nothing else', () => {
    let handed: object = {};
    const rule = defineRule(
      spec({
        judge: (needs) => {
          handed = needs;
          return undefined;
        },
      }),
    );
    expect(verdict(rule, originEvidence({ ...seen, loadBalancer: observed(loadBalancer()) }))).toMatchObject({
      kind: 'ruled-out',
    });
    expect(Object.keys(handed)).toEqual(['handshakes', 'listener']);
    expect(handed).toMatchObject({ listener: listener() });
  });

  test('the uses as observations to its words: one that was denied keeps nothing from being found', () => {
    const evidence = originEvidence({ ...seen, candidates: unavailable('denied', 'acm:SearchCertificates') });
    expect(finding(defineRule(spec()), evidence).explanation).toBe('unavailable');
  });
});

describe('a rule whose evidence is missing', () => {
  test('is not judged, and says which need was not seen, why, and what would lift it', () => {
    const evidence = originEvidence({ listener: unavailable('denied', 'elasticloadbalancing:DescribeListeners') });
    expect(verdict(defineRule(spec()), evidence)).toEqual({
      ruleId: 'made-up',
      originId: 'web',
      kind: 'not-judged',
      need: 'listener',
      reason: 'denied',
      permission: 'elasticloadbalancing:DescribeListeners',
    });
  });

  test('does not apply where the thing does not exist, whatever else was unseen', () => {
    const evidence = originEvidence({ handshakes: unavailable('out of time'), listener: notApplicable('no balancer') });
    expect(verdict(defineRule(spec()), evidence)).toMatchObject({ kind: 'not-applicable' });
  });

  test('does not apply where it says so itself, and is then not asked', () => {
    const rule = defineRule(
      spec({
        applies: () => false,
        judge: () => {
          throw new Error('asked');
        },
      }),
    );
    expect(verdict(rule, originEvidence({ listener: unavailable() }))).toMatchObject({ kind: 'not-applicable' });
  });

  test('is not judged where the evidence is there and does not tell: never ruled out', () => {
    const rule = defineRule(spec({ judge: () => ({ unseen: 'no dial got as far as a certificate' }) }));
    expect(verdict(rule, originEvidence(seen))).toMatchObject({
      kind: 'not-judged',
      reason: 'no dial got as far as a certificate',
    });
  });

  test('is judged by configuration alone where it needs nothing', () => {
    const rule = defineRule<never, never, string>({
      ...spec(),
      needs: [],
      uses: [],
      explain: (facts) => ({ title: facts, explanation: '', evidence: [] }),
    });
    expect(verdict(rule, originEvidence({ handshakes: unavailable(), resolution: unavailable() }))).toMatchObject({
      kind: 'found',
    });
  });
});

test('the lower of two certainties', () => {
  expect([lower('proven', 'proven'), lower('proven', 'likely'), lower('likely', 'proven')]).toEqual([
    'proven',
    'likely',
    'likely',
  ]);
});
