import { describe, expect, test } from '@jest/globals';
import type { AccessLog } from '../../lambda/model/access-log.ts';
import type { Diagnosis, Impact } from '../../lambda/model/diagnosis.ts';
import type { Evidence } from '../../lambda/model/evidence.ts';
import type { Finding } from '../../lambda/model/finding.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';
import type { BalancerCounts } from '../../lambda/model/traffic.ts';
import { text } from '../../lambda/report/text.ts';
import { renewal } from './diagnoses.ts';
import { renewalFailed } from './findings.ts';
import { EXAMINED_AT, loadBalancer, observed } from './scene.ts';

const IMPACT: Impact = { since: '2026-11-23T03:06:00.000Z', orEarlier: false, percent: 41.3, requestsPerMinute: 1200 };
const ONLY_502 = [{ code: '502', percent: 98 }] as const;

/** The lines of the part, unwrapped, for an expired certificate unless said otherwise. */
function part(
  impact: Impact | undefined,
  finding: Partial<Finding> = {},
  observations: Evidence['observations'] = {},
  origins = renewal.evidence.origins,
) {
  const primary = { ...renewalFailed, ruleId: 'certificate-expired', breaksAt: undefined, ...finding };
  const diagnosis: Diagnosis = {
    ...renewal.diagnosis,
    conclusion: { kind: 'root-cause', primary, also: [] },
    ...(impact && { impact }),
  };
  const told = text(diagnosis, { ...renewal.evidence, observations, origins }, {});
  const [, after = ''] = told.split('WHEN AND HOW MUCH\n');
  return (after.split('\n\n')[0] ?? '').replace(/([^.])\n/g, '$1 ').split('\n');
}

describe('the part that says when and how much', () => {
  test('is one line where only the rate is known', () => {
    expect(part(IMPACT)).toEqual(['5xx since 03:06 UTC (6 minutes): 41% of 1,200 requests a minute.']);
  });

  test('stands before the evidence, and is left out where nothing was seen', () => {
    const told = text({ ...renewal.diagnosis, impact: IMPACT }, renewal.evidence, {});
    expect(told.indexOf('WHEN AND HOW MUCH')).toBeLessThan(told.indexOf('EVIDENCE'));
    expect(text(renewal.diagnosis, renewal.evidence, {})).not.toContain('WHEN AND HOW MUCH');
  });

  test('names the one code that most errors have, and says whether it fits', () => {
    expect(part({ ...IMPACT, codes: ONLY_502 })).toEqual([
      '502 since 03:06 UTC (6 minutes): 41% of 1,200 requests a minute.',
      '502 is what viewers get from this fault.',
    ]);
    expect(part({ ...IMPACT, codes: [{ code: '504', percent: 99 }] })[1]).toBe(
      'This fault would give viewers 502, not 504: expect another one beside it.',
    );
  });

  test('names the codes where there are several, and judges none where AWS documents none', () => {
    const codes = [
      { code: '504', percent: 60 },
      { code: 'other', percent: 40 },
    ] as const;
    expect(part({ ...IMPACT, codes })[1]).toBe('Of the errors: 60% 504, 40% other 5xx; this fault gives 502.');
    expect(part({ ...IMPACT, codes }, { ruleId: 'redirect-loop' })[1]).toBe('Of the errors: 60% 504, 40% other 5xx.');
    expect(part({ ...IMPACT, codes: ONLY_502 }, { ruleId: 'redirect-loop' })).toHaveLength(1);
  });

  test('says when additional metrics are off, and only then', () => {
    const off = { monitoring: observed({ additionalMetrics: 'off' as const }) };
    expect(part(IMPACT, {}, off)[1]).toBe('502, 503 and 504 are not told apart: additional metrics are off.');
    expect(part(IMPACT, {}, { monitoring: observed({ additionalMetrics: 'on' as const }) })).toHaveLength(1);
  });

  test('holds the onset against the moment when the thing broke', () => {
    const broke = (breaksAt: string) => part(IMPACT, { breaksAt }).slice(1);
    expect(broke('2026-11-23T03:02:00Z')).toEqual(['The errors began as it broke.']);
    expect(broke('2026-11-21T03:02:00Z')).toEqual([
      'The errors began 2 days after it broke: caches and open connections hide a fault for a while.',
    ]);
    expect(broke('2026-11-23T03:50:00Z')).toEqual([
      'The errors began 44 minutes before it broke: something else failed first.',
    ]);
    expect(part({ ...IMPACT, orEarlier: true }, { breaksAt: '2026-11-21T03:02:00Z' })).toHaveLength(1);
  });

  test('says that it began before we looked, or that it is over', () => {
    expect(part({ ...IMPACT, orEarlier: true })[0]).toBe(
      '5xx since before 03:06 UTC (6 minutes or more): 41% of 1,200 requests a minute.',
    );
    expect(part({ ...IMPACT, until: '2026-11-23T03:09:00.000Z', requestsPerMinute: undefined })[0]).toBe(
      '5xx from 03:06 UTC until 03:09 UTC, and not since: 41% of the requests.',
    );
    expect(part({ ...IMPACT, since: '2026-11-22T23:00:00.000Z', percent: 2.25 })[0]).toBe(
      '5xx since 2026-11-22 23:00 UTC (4 hours): 2.25% of 1,200 requests a minute.',
    );
  });

  test('says so where CloudFront counted no error, or nobody at all', () => {
    const counted = (series: object) => ({
      traffic: observed({ from: '2026-11-23T00:09:00.000Z', periodSeconds: 60, series }),
    });
    expect(part(undefined, {}, counted({ requests: [3] }))).toEqual(['CloudFront has counted no 5xx since 00:09 UTC.']);
    expect(part(undefined, {}, counted({}))).toEqual(['CloudFront has counted no request of viewers since 00:09 UTC.']);
  });

  test('tells what the load balancer behind the origin counted meanwhile', () => {
    const counted = (series: BalancerCounts['series'], type: LoadBalancer['type'] = 'application') => {
      const balancerCounts = observed({ from: '2026-11-23T03:00:00.000Z', periodSeconds: 60, series });
      const origins = renewal.evidence.origins.map((one) => ({
        ...one,
        observations: { ...one.observations, loadBalancer: observed({ ...loadBalancer, type }), balancerCounts },
      }));
      return part(IMPACT, {}, {}, origins)[1];
    };
    const rising = (before: number, since: number) => Array.from({ length: 12 }, (_, at) => (at < 6 ? before : since));
    expect(counted({ tlsErrors: rising(2, 1830) })).toBe(
      'Load balancer shop-alb counts 1,830 failed TLS handshakes a minute, 2 before.',
    );
    expect(counted({ targets5xx: rising(0, 480), tlsErrors: rising(9, 9) })).toBe(
      'Load balancer shop-alb counts 480 5xx a minute of its targets, 0 of its own.',
    );
    expect(counted({ requests: rising(9, 9) })).toBe(
      'Load balancer shop-alb counts no 5xx, and no more failed TLS handshakes than before.',
    );
    expect(counted({ requests: rising(9, 9) }, 'network')).toBe(
      'Load balancer shop-alb counts no more failed TLS handshakes than before.',
    );
    expect(counted({ requests: [9, 9] })).toBeUndefined();
  });

  test('tells which requests failed by the access logs, and how much was read', () => {
    const failed = (host: string, path: string, count: number) => ({
      status: '502',
      result: 'OriginConnectError',
      host,
      path,
      count,
    });
    const logged = (more: Partial<AccessLog>) => ({
      accessLog: observed<AccessLog>({
        logGroup: 'cf',
        from: '2026-11-23T02:54:00.000Z',
        to: EXAMINED_AT,
        total: 80,
        bytesScanned: 3_140_000,
        failed: [failed('www.shop.example', '/api', 60), failed('www.shop.example', '/\u202e\n', 20)],
        ...more,
      }),
    });
    expect(part(IMPACT, {}, logged({}))[1]).toBe(
      'The access logs hold 80 of them (3.1 MB read): all OriginConnectError; all www.shop.example; /api 75%, /\\u{202e}\\u{a} 25%.',
    );
    expect(part(IMPACT, {}, logged({ total: 0, bytesScanned: 5, failed: [] }))[1]).toBe(
      'The access logs hold no 5xx since 02:54 UTC yet (less than 0.1 MB read).',
    );
  });

  test('has at most four lines of which none is cut', () => {
    const impact = { ...IMPACT, orEarlier: true, until: EXAMINED_AT, requestsPerMinute: 123_456_789, codes: ONLY_502 };
    const lines = part(impact, { breaksAt: '2026-11-23T03:50:00Z' });
    expect(lines.length).toBeLessThanOrEqual(4);
    expect(lines.join()).toContain('123,456,789');
    expect(lines.join()).not.toContain('…');
  });
});
