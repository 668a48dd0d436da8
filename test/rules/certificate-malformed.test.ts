import { describe, expect, test } from '@jest/globals';
import { certificateMalformed as rule } from '../../lambda/rules/certificate-malformed.ts';
import { completedDial, failedDial, finding, handshakes, originEvidence, verdict } from '../evidence.ts';

const BAD = failedDial(
  { kind: 'malformed', what: 'a certificate that cannot be read', unreadable: 1 },
  { address: '203.0.113.8' },
);

describe('certificate-malformed', () => {
  test('found: which of the certificates', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(BAD) }));
    expect(found).toMatchObject({
      title: 'Certificate 2 of the chain on origin.example.com cannot be read',
      certainty: 'likely',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
    });
    expect(found.evidence.join()).toContain('203.0.113.8:443');
  });

  test('partial: one of two addresses', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(completedDial(), BAD) }));
    expect(found.title).toMatch(/ on 1 of 2 addresses$/);
    expect(found.reach).toEqual({ failing: 1, seen: 2, of: ['203.0.113.8'] });
  });

  test('ruled out by a good dial; not any other malformed handshake', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('ruled-out');
    const other = failedDial({ kind: 'malformed', what: 'wrong version number' });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(other) })).kind).toBe('not-judged');
    expect(verdict(rule, originEvidence({ handshakes: handshakes(completedDial(), other) })).kind).toBe('ruled-out');
  });
});
