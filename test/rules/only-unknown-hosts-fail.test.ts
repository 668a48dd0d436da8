import { describe, expect, test } from '@jest/globals';
import type { AccessLog, FailedRequests } from '../../lambda/model/access-log.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import type { Verdict } from '../../lambda/model/finding.ts';
import type { Traffic } from '../../lambda/model/traffic.ts';
import { onlyUnknownHostsFail } from '../../lambda/rules/only-unknown-hosts-fail.ts';
import { distribution, EXAMINED_AT, notApplicable, observed, unavailable } from '../evidence.ts';

const FROM = '2026-11-23T03:00:00.000Z';
const ALIASES = ['www.example.com', '*.example.com'];
const failed = (host: string, count: number, path = '/'): FailedRequests => ({
  status: '502',
  result: 'OriginConnectError',
  host,
  path,
  count,
});

/** A log of these requests; viewers got 100 errors in its time. */
function log(requests: readonly FailedRequests[], more: Partial<AccessLog> = {}): Observation<AccessLog> {
  const total = requests.reduce((sum, { count }) => sum + count, 0);
  return observed({ logGroup: 'cf', from: FROM, to: EXAMINED_AT, total, bytesScanned: 9, failed: requests, ...more });
}

const TRAFFIC = observed<Traffic>({ from: FROM, periodSeconds: 60, series: { '5xx': [50, 50], requests: [100, 100] } });

function verdict(
  accessLog: Observation<AccessLog>,
  aliases = ALIASES,
  traffic: Observation<Traffic> = TRAFFIC,
): Verdict {
  const overview = { distribution: distribution({ aliases }), examinedAt: EXAMINED_AT };
  return onlyUnknownHostsFail.apply({ observations: { accessLog, traffic } }, overview);
}

describe('only-unknown-hosts-fail', () => {
  test('is proven where the log holds nearly all errors, and none under an alias', () => {
    expect(verdict(log([failed('203.0.113.9', 70), failed('d111111abcdef8.cloudfront.net', 25)]))).toMatchObject({
      kind: 'found',
      originId: '',
      finding: {
        certainty: 'proven',
        title: expect.stringContaining('(203.0.113.9 and d111111abcdef8.cloudfront.net): noise of scanners'),
        witness: { kind: 'distribution', key: 'E2EXAMPLE' },
        evidence: ['Logged: 203.0.113.9 70, d111111abcdef8.cloudfront.net 25', 'Log group: cf'],
      },
    });
  });

  test('is ruled out where nearly all that fails comes by the distribution’s own name: nobody makes that up', () => {
    const own = 'd111111abcdef8.cloudfront.net';
    expect(verdict(log([failed(own, 90), failed('203.0.113.9', 5)]))).toMatchObject({ kind: 'ruled-out' });
    expect(verdict(log([failed(`${own}:443`, 95)]))).toMatchObject({ kind: 'ruled-out' });
  });

  test('is likely where a wildcard alias covers the host: it may be a site', () => {
    expect(verdict(log([failed('preview.example.com', 95)]))).toMatchObject({
      finding: {
        certainty: 'likely',
        explanation: expect.stringContaining('were preview.example.com a site of yours'),
      },
    });
  });

  test('is likely where half of the errors are logged by now', () => {
    expect(verdict(log([failed('preview.example.com', 55)]))).toMatchObject({ finding: { certainty: 'likely' } });
  });

  test('is ruled out by one error of a known host, port and dot aside', () => {
    for (const host of ['www.example.com', 'www.example.com:443', 'www.example.com.'])
      expect(verdict(log([failed('preview.example.com', 95), failed(host, 1)])).kind).toBe('ruled-out');
  });

  test('is not mistaken for an incident whose lines have not come yet: what is logged is the usual noise', () => {
    expect(verdict(log([failed('preview.example.com', 12)]))).toMatchObject({
      kind: 'not-judged',
      reason: 'the access logs do not hold these errors yet',
    });
  });

  test('says nothing where hosts are not logged, or too few of them were told', () => {
    expect(verdict(log([failed('', 95)])).kind).toBe('not-judged');
    expect(verdict(log([failed('preview.example.com', 60)], { total: 95 }))).toMatchObject({
      reason: 'the access logs name too few of the hosts that failed',
    });
  });

  test('says nothing where CloudFront counted no error, or was not seen to', () => {
    const quiet = observed<Traffic>({ from: FROM, periodSeconds: 60, series: { '5xx': [0], requests: [9] } });
    expect(verdict(log([failed('preview.example.com', 95)]), ALIASES, quiet).kind).toBe('not-judged');
    expect(verdict(log([failed('preview.example.com', 95)]), ALIASES, unavailable('late')).kind).toBe('not-judged');
  });

  test('does not apply where not all tenants were seen, whose host it may be', () => {
    const apply = (isCut: boolean) => {
      const tenancy = { tenants: [], defaults: [], unseen: [], ...(isCut && { isCut: true as const }) };
      const overview = { distribution: distribution({ aliases: ALIASES, tenancy }), examinedAt: EXAMINED_AT };
      const observations = { accessLog: log([failed('203.0.113.9', 95)]), traffic: TRAFFIC };
      return onlyUnknownHostsFail.apply({ observations }, overview).kind;
    };
    expect(apply(true)).toBe('not-applicable');
    expect(apply(false)).toBe('found');
  });

  test('does not apply where every alias is a wildcard, or logs are not read', () => {
    expect(verdict(log([failed('preview.example.com', 95)]), ['*.example.com']).kind).toBe('not-applicable');
    expect(verdict(notApplicable('off')).kind).toBe('not-applicable');
  });
});
