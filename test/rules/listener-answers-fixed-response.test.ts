import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../lambda/model/handshake.ts';
import type { ListenerAction } from '../../lambda/model/load-balancer.ts';
import { listenerAnswersFixedResponse as rule } from '../../lambda/rules/listener-answers-fixed-response.ts';
import {
  behindLoadBalancer,
  finding,
  LISTENER_ARN,
  listener,
  observed,
  originEvidence,
  target,
  verdict,
} from '../evidence.ts';

const FIXED_503: ListenerAction = { kind: 'fixed-response', status: 503 };
const OWN = { server: 'awselb/2.0' };

function of(
  status: number,
  headers: Readonly<Record<string, string>> = OWN,
  defaultAction: ListenerAction = FIXED_503,
) {
  const answer: Answer = { kind: 'answered', target: target(), method: 'GET', path: '/', status, headers, tookMs: 12 };
  return originEvidence(
    behindLoadBalancer({ answer: observed(answer), listener: observed(listener({ defaultAction })) }),
  );
}

describe('a load balancer whose answer is its listener’s fixed response', () => {
  test('is likely: no rule took the request', () => {
    const found = finding(rule, of(503));
    expect(found).toMatchObject({
      certainty: 'likely',
      title: 'The listener on port 443 of shop answers 503 itself: no rule takes a request for origin.example.com',
    });
    expect(found.remedy[0]?.command).toContain(`describe-rules --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
  });
});

test('it does not lead where CloudFront sends headers that a rule may ask for and ours lacked', () => {
  const { observations } = of(503);
  expect(verdict(rule, originEvidence(observations, { customHeaderNames: ['X-Origin-Verify'] }))).toMatchObject({
    kind: 'found',
    leads: false,
    finding: { title: expect.stringContaining('without X-Origin-Verify, which CloudFront sends and we do not') },
  });
});

describe('what it is not', () => {
  test('an answer of the application with the same status', () => {
    expect(verdict(rule, of(503, { server: 'nginx' })).kind).toBe('ruled-out');
  });

  test('another status, or one that is no 5xx', () => {
    expect(verdict(rule, of(502)).kind).toBe('ruled-out');
    expect(verdict(rule, of(404, OWN, { kind: 'fixed-response', status: 404 })).kind).toBe('ruled-out');
  });

  test('a listener that forwards', () => {
    expect(verdict(rule, of(503, OWN, { kind: 'forward', to: [] })).kind).toBe('ruled-out');
  });

  test('judged where nothing was answered', () => {
    const answer: Answer = {
      kind: 'no-answer',
      target: target(),
      method: 'GET',
      path: '/',
      how: 'timed-out',
      tookMs: 9,
    };
    expect(verdict(rule, originEvidence(behindLoadBalancer({ answer: observed(answer) }))).kind).toBe('not-judged');
  });
});
