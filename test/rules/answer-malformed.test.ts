import { describe, expect, test } from '@jest/globals';
import { answerMalformed } from '../../lambda/rules/answer-malformed.ts';
import { finding, notApplicable, observed, originEvidence, unavailable, verdict } from '../evidence.ts';
import { type How, SOUND, unanswered } from '../unanswered.ts';

const seen = (how: How, tookMs = 8_000) => originEvidence({ answer: observed(unanswered(how, tookMs)) });

describe('answer-malformed', () => {
  test('is found, likely, with the request that shows it', () => {
    expect(finding(answerMalformed, seen('malformed'))).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('no valid HTTP'),
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      evidence: [expect.stringContaining('GET /shop of 203.0.113.7:443')],
      remedy: [
        {
          command:
            'curl -sS -D - -o /dev/null -m 60 --connect-to origin.example.com:443:203.0.113.7:443 https://origin.example.com:443/shop',
        },
      ],
    });
  });

  test('is ruled out by any answer', () => {
    expect(verdict(answerMalformed, originEvidence({ answer: observed(SOUND) })).kind).toBe('ruled-out');
  });

  test.each<How>(['timed-out', 'closed', 'reset', 'headers-too-large'])('is not %s', (how) => {
    expect(verdict(answerMalformed, seen(how)).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and does not apply where nothing was asked', () => {
    expect(verdict(answerMalformed, originEvidence({ answer: unavailable('no connection') })).kind).toBe('not-judged');
    expect(verdict(answerMalformed, originEvidence({ answer: notApplicable('no sound dial') })).kind).toBe(
      'not-applicable',
    );
  });
});
