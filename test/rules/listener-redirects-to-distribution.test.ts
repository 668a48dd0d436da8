import { describe, expect, test } from '@jest/globals';
import type { ListenerAction } from '../../lambda/model/load-balancer.ts';
import { listenerRedirectsToDistribution as rule } from '../../lambda/rules/listener-redirects-to-distribution.ts';
import {
  behavior,
  behindLoadBalancer,
  distribution,
  finding,
  LISTENER_ARN,
  listener,
  observed,
  originEvidence,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const TO_HTTPS: ListenerAction = {
  kind: 'redirect',
  protocol: 'HTTPS',
  host: '#{host}',
  port: '443',
  path: '/#{path}',
};
const forwarded = distribution({
  behaviors: [behavior({ hostForwarding: { kind: 'forwarded', by: 'origin-request-policy' } })],
});

function of(defaultAction: ListenerAction, connection = vpcConnection({ protocolPolicy: 'http-only' })) {
  const plain = { port: 80, protocol: 'HTTP', certificates: [], defaultAction };
  return originEvidence(behindLoadBalancer({ listener: observed(listener(plain)) }), { connection });
}

describe('a listener that redirects back to the distribution', () => {
  test('under the viewer’s own Host is told, and never leads: it makes no 5xx', () => {
    expect(verdict(rule, of(TO_HTTPS), forwarded)).toMatchObject({
      kind: 'found',
      leads: false,
      finding: {
        certainty: 'likely',
        title: 'The listener on port 80 of shop redirects what no rule takes back to https://www.example.com/',
        witness: { kind: 'listener', key: LISTENER_ARN },
      },
    });
  });

  test('by name is told whatever Host is sent', () => {
    const canonical: ListenerAction = { ...TO_HTTPS, host: 'www.example.com' };
    expect(finding(rule, of(canonical)).title).toContain('https://www.example.com/');
  });
});

describe('what it is not', () => {
  test('a redirect to the origin’s own name, where Host is not forwarded', () => {
    expect(verdict(rule, of(TO_HTTPS)).kind).toBe('ruled-out');
  });

  test('a redirect elsewhere, or none', () => {
    expect(verdict(rule, of({ ...TO_HTTPS, host: 'login.example.com' }), forwarded).kind).toBe('ruled-out');
    expect(verdict(rule, of({ ...TO_HTTPS, path: '/maintenance' }), forwarded).kind).toBe('ruled-out');
    expect(verdict(rule, of({ kind: 'forward', to: [] }), forwarded).kind).toBe('ruled-out');
  });

  test('judged where the origin can be dialled: its answer tells', () => {
    const plain = { port: 80, protocol: 'HTTP', certificates: [], defaultAction: TO_HTTPS };
    const dialled = originEvidence(behindLoadBalancer({ listener: observed(listener(plain)) }));
    expect(verdict(rule, dialled, forwarded).kind).toBe('not-applicable');
  });
});
