import { describe, expect, test } from '@jest/globals';
import { answerHeadersTooLarge } from '../../lambda/rules/answer-headers-too-large.ts';
import { finding, notApplicable, observed, originEvidence, unavailable, verdict } from '../evidence.ts';
import { type How, SOUND, unanswered } from '../unanswered.ts';

const seen = (how: How, tookMs = 8_000) => originEvidence({ answer: observed(unanswered(how, tookMs)) });

describe('answer-headers-too-large', () => {
  test('is found, likely, with the request that shows it', () => {
    expect(finding(answerHeadersTooLarge, seen('headers-too-large'))).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('headers too large'),
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
    expect(verdict(answerHeadersTooLarge, originEvidence({ answer: observed(SOUND) })).kind).toBe('ruled-out');
  });

  test.each<How>(['timed-out', 'closed', 'reset', 'malformed'])('is not %s', (how) => {
    expect(verdict(answerHeadersTooLarge, seen(how)).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and does not apply where nothing was asked', () => {
    expect(verdict(answerHeadersTooLarge, originEvidence({ answer: unavailable('no connection') })).kind).toBe(
      'not-judged',
    );
    expect(verdict(answerHeadersTooLarge, originEvidence({ answer: notApplicable('no sound dial') })).kind).toBe(
      'not-applicable',
    );
  });
});
