import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../lambda/model/evidence.ts';
import type { Verdict } from '../../lambda/model/finding.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';
import type { BalancerCounts, Series, Traffic } from '../../lambda/model/traffic.ts';
import { loadBalancerCounts5xx } from '../../lambda/rules/load-balancer-counts-5xx.ts';
import {
  behindLoadBalancer,
  distribution,
  EXAMINED_AT,
  LOAD_BALANCER_ARN,
  loadBalancer,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
} from '../evidence.ts';

const FROM = '2026-11-23T03:00:00.000Z';
const rising = (before: number, since: number): Series =>
  Array.from({ length: 10 }, (_, i) => (i < 5 ? before : since));
const counts = (series: BalancerCounts['series']) =>
  observed<BalancerCounts>({ from: FROM, periodSeconds: 60, series });
const TRAFFIC = observed<Traffic>({
  from: FROM,
  periodSeconds: 60,
  series: { '5xx': rising(0, 40), requests: rising(1000, 1000) },
});

/** What the rule says of a load balancer that counted this while viewers got 400 errors a minute. */
function verdict(
  balancerCounts: Observation<BalancerCounts>,
  traffic: Observation<Traffic> = TRAFFIC,
  balancer: Observation<LoadBalancer> = observed(loadBalancer()),
): Verdict {
  const { origin, observations } = originEvidence({
    ...behindLoadBalancer(),
    loadBalancer: balancer,
    balancerCounts,
  });
  const place = { origin, observations: { ...observations, traffic } };
  return loadBalancerCounts5xx.apply(place, { distribution: distribution(), examinedAt: EXAMINED_AT });
}

describe('load-balancer-counts-5xx', () => {
  test('is found, and proven, where the targets’ 5xx are about as many as the viewers’', () => {
    expect(verdict(counts({ targets5xx: rising(0, 390), own5xx: rising(0, 3) }))).toMatchObject({
      kind: 'found',
      leads: true,
      finding: {
        certainty: 'proven',
        title: 'The targets behind load balancer shop answer 5xx, 390 a minute: not TLS',
        witness: { kind: 'load-balancer', key: LOAD_BALANCER_ARN },
        evidence: [expect.stringContaining('390 a minute since 23 Nov 2026, 03:05 UTC, 0'), `By: ${LOAD_BALANCER_ARN}`],
      },
    });
  });

  test('speaks of the instances of a classic load balancer, which counts no single codes', () => {
    const classic = observed(loadBalancer({ type: 'classic' }));
    const said = verdict(counts({ targets5xx: rising(0, 390), requests: rising(500, 500) }), TRAFFIC, classic);
    expect(said).toMatchObject({
      finding: {
        certainty: 'proven',
        title: 'The instances behind load balancer shop answer 5xx, 390 a minute: not TLS',
        explanation: expect.stringContaining('counts 390 of its instances in the same minutes'),
        remedy: [{ command: expect.stringContaining('aws elb describe-instance-health') }, {}],
      },
    });
    expect(verdict(counts({ requests: rising(500, 500), connectErrors: rising(0, 90) }), TRAFFIC, classic).kind).toBe(
      'ruled-out',
    );
  });

  test('names the code of the load balancer’s own answers, and what it means', () => {
    const said = verdict(counts({ own5xx: rising(0, 390), own503: rising(0, 390) }));
    expect(said).toMatchObject({
      finding: {
        title: 'Load balancer shop itself answers 503, 390 a minute: not TLS',
        explanation: expect.stringContaining('no target to send the request to'),
      },
    });
    expect(JSON.stringify(said)).toContain('Register targets');
  });

  test('is likely where there are far fewer than viewers get: others may come from elsewhere', () => {
    expect(verdict(counts({ targets5xx: rising(0, 100) }))).toMatchObject({ finding: { certainty: 'likely' } });
  });

  test('is ruled out where the load balancer counts none, or as many as ever', () => {
    expect(verdict(counts({ requests: rising(500, 500) })).kind).toBe('ruled-out');
    expect(verdict(counts({ targets5xx: rising(390, 390) })).kind).toBe('ruled-out');
  });

  test('is not mistaken for handshakes that fail: those never become an answer', () => {
    expect(verdict(counts({ requests: rising(500, 20), tlsErrors: rising(0, 390) })).kind).toBe('ruled-out');
  });

  test('is not judged without metrics of either side, and does not apply without a load balancer', () => {
    expect(verdict(unavailable('denied'))).toMatchObject({ kind: 'not-judged', need: 'balancerCounts' });
    expect(verdict(counts({ targets5xx: rising(0, 390) }), unavailable('late'))).toMatchObject({ need: 'traffic' });
    expect(verdict(counts({ requests: [1] }))).toMatchObject({ kind: 'not-judged' });
    expect(verdict(notApplicable()).kind).toBe('not-applicable');
    const network = observed(loadBalancer({ type: 'network' }));
    expect(verdict(counts({ requests: rising(9, 9) }), TRAFFIC, network)).toMatchObject({
      kind: 'not-judged',
      reason: 'a network load balancer counts no answers',
    });
  });
});
