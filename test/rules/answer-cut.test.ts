import { describe, expect, test } from '@jest/globals';
import { answerCut } from '../../lambda/rules/answer-cut.ts';
import {
  completedDial,
  finding,
  handshakes,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';
import { type How, SOUND, unanswered } from '../unanswered.ts';

const seen = (how: How, tookMs = 8_000) => originEvidence({ answer: observed(unanswered(how, tookMs)) });

describe('answer-cut', () => {
  test('is found, likely, with the request that shows it', () => {
    expect(finding(answerCut, seen('closed'))).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('hangs up'),
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
    expect(verdict(answerCut, originEvidence({ answer: observed(SOUND) })).kind).toBe('ruled-out');
  });

  test.each<How>(['timed-out', 'malformed', 'headers-too-large'])('is not %s', (how) => {
    expect(verdict(answerCut, seen(how)).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and does not apply where nothing was asked', () => {
    expect(verdict(answerCut, originEvidence({ answer: unavailable('no connection') })).kind).toBe('not-judged');
    expect(verdict(answerCut, originEvidence({ answer: notApplicable('no sound dial') })).kind).toBe('not-applicable');
  });

  test('is a reset as well', () => {
    expect(verdict(answerCut, seen('reset')).kind).toBe('found');
  });

  test('is not judged where a client certificate was asked for: TLS 1.3 refuses after the handshake', () => {
    const dial = completedDial({}, { clientCertificateRequested: true });
    const evidence = originEvidence({ answer: observed(unanswered('closed', 5)), handshakes: handshakes(dial) });
    expect(verdict(answerCut, evidence)).toMatchObject({
      kind: 'not-judged',
      reason: expect.stringContaining('client certificate'),
    });
  });
});
