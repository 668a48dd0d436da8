import { describe, expect, test } from '@jest/globals';
import type { OriginKind } from '../../lambda/model/distribution.ts';
import type { Answer } from '../../lambda/model/handshake.ts';
import type { BalancerMetric } from '../../lambda/model/traffic.ts';
import { originAnswers5xx } from '../../lambda/rules/origin-answers-5xx.ts';
import {
  EXAMINED_AT,
  finding,
  LOAD_BALANCER_ARN,
  listener,
  loadBalancer,
  notApplicable,
  observed,
  originEvidence,
  target,
  unavailable,
  verdict,
} from '../evidence.ts';

function answered(status: number, headers: Readonly<Record<string, string>> = {}) {
  const answer: Answer = {
    kind: 'answered',
    target: target(),
    method: 'GET',
    path: '/shop',
    status,
    headers,
    tookMs: 12,
  };
  return { answer: observed(answer) };
}

describe('a 5xx of the origin itself', () => {
  test('is likely, and says at once that it is not TLS', () => {
    const found = finding(originAnswers5xx, originEvidence(answered(503, { server: 'nginx' })));
    expect(found).toMatchObject({
      certainty: 'likely',
      title: 'The origin itself answered 503 to GET https://origin.example.com/shop: not TLS',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      evidence: ['Answered: 503 from 203.0.113.7:443 after 12 ms', 'Headers: server: nginx'],
    });
    expect(found.explanation).toContain('We asked one path');
  });

  const counted = (metric: BalancerMetric, perMinute: number) => {
    const values = Array.from({ length: 12 }, () => perMinute);
    return { balancerCounts: observed({ from: EXAMINED_AT, periodSeconds: 60, series: { [metric]: values } }) };
  };

  test('is proven where the load balancer’s own metrics count the same answer of the same party', () => {
    const own = answered(503, { server: 'awselb/2.0' });
    const certainty = (...seen: Parameters<typeof originEvidence>) =>
      finding(originAnswers5xx, originEvidence(...seen)).certainty;
    expect(certainty({ ...own, ...counted('own503', 40) })).toBe('proven');
    expect(certainty({ ...own, ...counted('own502', 40) })).toBe('likely');
    expect(certainty({ ...own, ...counted('targets5xx', 40) })).toBe('likely');
    expect(certainty({ ...answered(503, { server: 'nginx' }), ...counted('targets5xx', 40) })).toBe('proven');
  });

  test('stays likely where it counts no more than we asked ourselves, or was not seen', () => {
    const own = answered(503, { server: 'awselb/2.0' });
    expect(finding(originAnswers5xx, originEvidence({ ...own, ...counted('own503', 2) })).certainty).toBe('likely');
    const denied = { balancerCounts: unavailable('denied') };
    expect(finding(originAnswers5xx, originEvidence({ ...own, ...denied })).certainty).toBe('likely');
  });

  test('over plain HTTP says nothing of TLS', () => {
    const answer: Answer = {
      kind: 'answered',
      target: target({ scheme: 'http', port: 80 }),
      method: 'GET',
      path: '/',
      status: 502,
      headers: {},
      tookMs: 1,
    };
    const { title, explanation } = finding(originAnswers5xx, originEvidence({ answer: observed(answer) }));
    expect(`${title} ${explanation}`).not.toMatch(/TLS|certificate/);
  });

  test.each([
    ['the load balancer itself', { server: 'awselb/2.0' }, 'other'],
    ['API Gateway or Lambda', { 'x-amz-apigw-id': 'abc=' }, 'other'],
    ['API Gateway or Lambda', {}, 'function-url'],
    ['another CDN or proxy', { 'cf-ray': '1234-DUB', server: 'cloudflare' }, 'other'],
    ['another CDN or proxy', { via: '1.1 varnish' }, 'other'],
    ['the application or its web server', { server: 'Apache' }, 'load-balancer'],
  ] as const)('%s made it, by its headers', (who, headers, kind: OriginKind) => {
    const { explanation } = finding(originAnswers5xx, originEvidence(answered(502, headers), { kind }));
    expect(explanation).toContain(who);
  });

  test.each([
    [500, 'could not process the request itself'],
    [502, 'closed the connection, or answered what is no valid HTTP'],
    [503, 'no target to send the request to'],
    [504, 'did not answer in time'],
    [561, 'Its own log says why'],
  ])('%i of a load balancer has its own words', (status, words) => {
    const { explanation } = finding(originAnswers5xx, originEvidence(answered(status, { server: 'awselb/2.0' })));
    expect(explanation).toContain(words);
  });

  test('tells how the targets are, and does not send anybody to look again', () => {
    const group = {
      ...{ arn: 'arn:aws:elasticloadbalancing:x', name: 'web', byDefault: true, healthCheck: 'none', unfit: [] },
      states: { healthy: 2 },
    };
    const seen = {
      ...answered(502, { server: 'awselb/2.0' }),
      ...{
        loadBalancer: observed(loadBalancer()),
        targets: observed({ groups: [group], isWhole: true, answered: 502 }),
      },
    };
    const { evidence, remedy } = finding(originAnswers5xx, originEvidence(seen));
    expect(evidence.at(-1)).toBe('Targets: 2 of 2 targets of group web are healthy');
    expect(remedy.map(({ command }) => command ?? '').join()).not.toContain('describe-target-health');
  });

  test('is a classic load balancer’s own, whatever headers it bears, where no instance is fit', () => {
    const dark = {
      ...{ arn: 'arn:x', name: 'old', of: 'instances' as const, byDefault: true, healthCheck: 'HTTP:80/' },
      states: { OutOfService: 2 },
      unfit: [],
    };
    const classic = observed(loadBalancer({ type: 'classic' }));
    const seen = (states: Readonly<Record<string, number>>) => ({
      ...answered(503),
      loadBalancer: classic,
      targets: observed({ groups: [{ ...dark, states }], isWhole: true, answered: 503 }),
    });
    const { explanation, evidence, remedy } = finding(originAnswers5xx, originEvidence(seen({ OutOfService: 2 })));
    expect(explanation).toContain('the load balancer itself made this answer');
    expect(evidence.at(-1)).toBe('Instances: 0 of 2 instances of load balancer old are healthy');
    expect(remedy.map(({ action }) => action).join()).not.toContain('Register targets');
    const some = { healthy: 1, OutOfService: 1 };
    const fit = finding(originAnswers5xx, originEvidence(seen(some)));
    expect(fit.explanation).toContain('the application or its web server made this answer');
    const full = finding(originAnswers5xx, originEvidence({ ...seen(some), ...counted('own5xx', 40) }));
    expect(full).toMatchObject({
      certainty: 'proven',
      explanation: expect.stringMatching(/the load balancer itself made this answer.*the queue before them is full/),
    });
    const named = { ...seen(some), ...counted('own5xx', 40), ...answered(503, { server: 'nginx' }) };
    expect(finding(originAnswers5xx, originEvidence(named)).explanation).toContain('the application or its web server');
    expect(finding(originAnswers5xx, originEvidence(seen({}))).evidence.at(-1)).toBe(
      'Instances: load balancer old has no instances',
    );
  });

  test('names a listener that answers by itself', () => {
    const fixed = { listener: observed(listener({ defaultAction: { kind: 'fixed-response', status: 503 } })) };
    const said = (status: number, server: string) =>
      finding(originAnswers5xx, originEvidence({ ...answered(status, { server }), ...fixed }));
    const { explanation, remedy } = said(503, 'awselb/2.0');
    expect(explanation).toContain("The listener's default action is a fixed 503");
    expect(explanation).not.toContain('no target');
    expect(remedy[0]?.command).toContain('aws elbv2 modify-listener --region eu-west-1');
    for (const [status, server] of [
      [502, 'awselb/2.0'],
      [503, 'nginx'],
    ] as const)
      expect(said(status, server).explanation).not.toContain('fixed');
  });

  test('is a notice where the listener turns away whoever lacks the header that CloudFront sends', () => {
    const fixed = { listener: observed(listener({ defaultAction: { kind: 'fixed-response', status: 503 } })) };
    const leads = (status: number, customHeaderNames: readonly string[] = ['x-origin-verify']) =>
      verdict(
        originAnswers5xx,
        originEvidence({ ...answered(status, { server: 'awselb/2.0' }), ...fixed }, { customHeaderNames }),
      );
    expect(leads(503)).toMatchObject({ leads: false, finding: { certainty: 'likely' } });
    expect([leads(502), leads(503, [])]).toMatchObject([{ leads: true }, { leads: true }]);
  });

  test('quotes no more than a line of headers', () => {
    const headers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`x-${at}`, 'v'.repeat(500)]));
    const { evidence } = finding(originAnswers5xx, originEvidence(answered(500, headers)));
    expect(evidence[1]?.length).toBeLessThan(400);
  });
});

describe('what it is not', () => {
  test.each([200, 301, 403, 404, 499])('%i', (status) => {
    expect(verdict(originAnswers5xx, originEvidence(answered(status))).kind).toBe('ruled-out');
  });

  test.each(['timed-out', 'closed', 'reset', 'malformed'] as const)('no answer (%s): nobody knows then', (how) => {
    const answer: Answer = { kind: 'no-answer', target: target(), method: 'HEAD', path: '/', how, tookMs: 1 };
    expect(verdict(originAnswers5xx, originEvidence({ answer: observed(answer) }))).toMatchObject({
      kind: 'not-judged',
      reason: expect.stringContaining(how),
    });
  });

  test('an origin that was never asked, because the handshake failed', () => {
    expect(verdict(originAnswers5xx, originEvidence({ answer: notApplicable('no sound connection') })).kind).toBe(
      'not-applicable',
    );
    expect(verdict(originAnswers5xx, originEvidence({ answer: unavailable('out of time') })).kind).toBe('not-judged');
  });
});

describe('where to look', () => {
  test('at the targets, where the load balancer is known', () => {
    const seen = { ...answered(503, { server: 'awselb/2.0' }), loadBalancer: observed(loadBalancer()) };
    const { remedy } = finding(originAnswers5xx, originEvidence(seen));
    expect(remedy[0]?.command).toContain(
      `describe-target-groups --region eu-west-1 --load-balancer-arn ${LOAD_BALANCER_ARN}`,
    );
    expect(remedy[0]?.command).toContain('describe-target-health');
    expect(remedy[1]?.action).toContain('Register targets');
  });

  test('at the log, and asks the same again to see it mended', () => {
    const { remedy } = finding(originAnswers5xx, originEvidence(answered(500, { server: 'nginx' })));
    expect(remedy).toHaveLength(1);
    expect(remedy[0]?.verify).toBe(
      'curl -sS -o /dev/null -D - --max-time 30 --resolve origin.example.com:443:203.0.113.7 https://origin.example.com:443/shop',
    );
  });

  test('not at certificates', () => {
    const { deadEnds } = finding(originAnswers5xx, originEvidence(answered(502)));
    expect(deadEnds[0]?.tempting).toContain('certificates');
  });
});
