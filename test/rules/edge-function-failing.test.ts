import { describe, expect, test } from '@jest/globals';
import type { EdgeErrors } from '../../lambda/model/edge-errors.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import type { Finding, Verdict } from '../../lambda/model/finding.ts';
import type { Series, Traffic } from '../../lambda/model/traffic.ts';
import { edgeFunctionFailing } from '../../lambda/rules/edge-function-failing.ts';
import { distribution, EXAMINED_AT, notApplicable, observed, unavailable } from '../evidence.ts';

const FROM = '2026-11-23T03:00:00.000Z';
const EDGE = 'arn:aws:lambda:us-east-1:111122223333:function:edge:3';
const ROUTER = 'arn:aws:cloudfront::111122223333:function/router';
const rising = (before: number, since: number): Series =>
  Array.from({ length: 10 }, (_, i) => (i < 5 ? before : since));
const TRAFFIC = observed<Traffic>({
  from: FROM,
  periodSeconds: 60,
  series: { '5xx': rising(0, 40), requests: rising(1000, 1000) },
});

const lambda = (series: EdgeErrors['counts']['series'], more: Partial<EdgeErrors> = {}): EdgeErrors => ({
  kind: 'lambda-at-edge',
  arns: [EDGE],
  of: 'distribution',
  counts: { from: FROM, periodSeconds: 60, series },
  ...more,
});
const ROUTED = { kind: 'cloudfront-function', arns: [ROUTER] } as const;

/** What the rule says of edge code that counted this while viewers got 400 errors a minute. */
function verdict(errors: Observation<readonly EdgeErrors[]>, traffic: Observation<Traffic> = TRAFFIC): Verdict {
  const overview = { distribution: distribution(), examinedAt: EXAMINED_AT };
  return edgeFunctionFailing.apply({ observations: { edgeErrors: errors, traffic } }, overview);
}

function finding(...errors: readonly EdgeErrors[]): Finding {
  const said = verdict(observed(errors));
  if (said.kind !== 'found') throw new Error(JSON.stringify(said));
  return said.finding;
}

describe('edge-function-failing', () => {
  test('is found, likely, where CloudFront rejects about as many answers as viewers get errors', () => {
    expect(verdict(observed([lambda({ validation: rising(0, 380) })]))).toMatchObject({
      kind: 'found',
      leads: true,
      finding: {
        originId: '',
        certainty: 'likely',
        title: 'Lambda@Edge function edge returns what CloudFront does not accept, 380 times a minute: viewers get 502',
        witness: { kind: 'function', key: EDGE },
      },
    });
  });

  test.each([
    ['execution', 'fails, 380', 'viewers get 503'],
    ['throttled', 'is called more often than it may be', 'viewers get 503'],
  ] as const)('tells %s apart', (how, does, code) => {
    const { title } = finding(lambda({ [how]: rising(0, 380) }));
    expect(title).toContain(does);
    expect(title).toContain(code);
  });

  test('shows where the log is', () => {
    const logOf = (...errors: readonly EdgeErrors[]) => finding(...errors).remedy[0]?.command;
    expect(logOf(lambda({ validation: rising(0, 380) }))).toContain('/aws/cloudfront/LambdaEdge/E2EXAMPLE --region us');
    expect(logOf(lambda({ execution: rising(0, 380) }))).toContain('/aws/lambda/us-east-1.edge --region us-east-1');
    expect(logOf(lambda({ execution: rising(0, 380) }, ROUTED))).toContain('/aws/cloudfront/function/router');
  });

  test('names no function where several are counted together', () => {
    const other = EDGE.replace('edge', 'other');
    const found = finding(lambda({ execution: rising(0, 380) }, { arns: [EDGE, other] }));
    expect(found.title).toContain('One of 2 Lambda@Edge functions fails');
    expect(found.witness.key).toBe('E2EXAMPLE');
  });

  test('is worth a line where it is the lesser part of the errors', () => {
    expect(verdict(observed([lambda({ execution: rising(0, 60) })]))).toMatchObject({ kind: 'found', leads: false });
  });

  test('leads with a count of everywhere only where nothing else does', () => {
    const everywhere = lambda({ execution: rising(0, 380) }, { ...ROUTED, of: 'function' });
    expect(verdict(observed([everywhere]))).toMatchObject({ kind: 'found', lastResort: true });
    expect(finding(everywhere).explanation).toContain('wherever the function is attached');
  });

  test.each<[string, readonly EdgeErrors[]]>([
    ['nothing counted', []],
    ['a handful', [lambda({ execution: rising(0, 20) })]],
    ['as many as before', [lambda({ execution: rising(300, 300) })]],
  ])('is ruled out by %s', (_, errors) => {
    expect(verdict(observed(errors)).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and nothing without code at the edge', () => {
    expect(verdict(unavailable()).kind).toBe('not-judged');
    expect(verdict(observed([]), unavailable()).kind).toBe('not-judged');
    expect(verdict(notApplicable()).kind).toBe('not-applicable');
  });
});
