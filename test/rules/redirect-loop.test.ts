import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../lambda/model/handshake.ts';
import { redirectLoop } from '../../lambda/rules/redirect-loop.ts';
import { observed, originEvidence, target, verdict } from '../evidence.ts';
import { unanswered } from '../unanswered.ts';

const redirect = (location: string, status = 301, scheme: 'https' | 'http' = 'https') => {
  const where = target({ scheme, port: scheme === 'https' ? 443 : 80 });
  const headers = { location };
  const answer: Answer = { kind: 'answered', target: where, method: 'HEAD', path: '/', status, headers, tookMs: 9 };
  return verdict(redirectLoop, originEvidence({ answer: observed(answer) }));
};

describe('a redirect that leads back', () => {
  test.each(['https://www.example.com/', 'http://www.example.com', 'https://d111111abcdef8.cloudfront.net/', '/'])(
    '%s is told and never leads: no 5xx comes of it',
    (location) => {
      expect(redirect(location)).toMatchObject({ kind: 'found', leads: false, finding: { certainty: 'likely' } });
    },
  );

  test('for HTTPS, where CloudFront speaks HTTP to the origin', () => {
    expect(redirect('https://www.example.com/', 301, 'http')).toMatchObject({
      finding: { remedy: [{}, { action: expect.stringContaining('speak HTTPS') }] },
    });
  });

  test.each([
    ['another path', 'https://www.example.com/login', 302],
    ['another host', 'https://login.example.net/', 302],
    ['a query that we do not keep', '/?…', 302],
    ['no redirect', '/', 201],
    ['nonsense', 'http://[', 302],
  ])('is ruled out by %s', (_what, location, status) => {
    expect(redirect(location, status).kind).toBe('ruled-out');
  });

  test('is not judged without an answer', () => {
    const evidence = originEvidence({ answer: observed(unanswered('closed', 5)) });
    expect(verdict(redirectLoop, evidence).kind).toBe('not-judged');
  });
});
