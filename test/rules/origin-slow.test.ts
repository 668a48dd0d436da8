import { describe, expect, test } from '@jest/globals';
import { originSlow } from '../../lambda/rules/origin-slow.ts';
import { finding, notApplicable, observed, originEvidence, unavailable, verdict } from '../evidence.ts';
import { type How, SOUND, unanswered } from '../unanswered.ts';

const seen = (how: How, tookMs = 8_000) => originEvidence({ answer: observed(unanswered(how, tookMs)) });

describe('origin-slow', () => {
  test('is found, likely, with the request that shows it', () => {
    expect(finding(originSlow, seen('timed-out'))).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('did not answer within 8 s'),
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

  test('leads only where we waited as long as CloudFront would', () => {
    expect(verdict(originSlow, seen('timed-out'))).toMatchObject({ kind: 'found', leads: false });
    expect(verdict(originSlow, seen('timed-out', 30_000))).toMatchObject({ kind: 'found', leads: true });
  });

  test('is ruled out by any answer', () => {
    expect(verdict(originSlow, originEvidence({ answer: observed(SOUND) })).kind).toBe('ruled-out');
  });

  test.each<How>(['closed', 'reset', 'malformed', 'headers-too-large'])('is not %s', (how) => {
    expect(verdict(originSlow, seen(how)).kind).toBe('ruled-out');
  });

  test('is not judged unseen, and does not apply where nothing was asked', () => {
    expect(verdict(originSlow, originEvidence({ answer: unavailable('no connection') })).kind).toBe('not-judged');
    expect(verdict(originSlow, originEvidence({ answer: notApplicable('no sound dial') })).kind).toBe('not-applicable');
  });

  test('says how long CloudFront would wait', () => {
    expect(finding(originSlow, seen('timed-out')).explanation).toContain('CloudFront waits 30 s');
  });
});
