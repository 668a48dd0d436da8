import { describe, expect, test } from '@jest/globals';
import { chainTooLarge as rule } from '../../lambda/rules/chain-too-large.ts';
import { completedDial, failedDial, finding, handshakes, originEvidence, verdict } from '../evidence.ts';

const dial = (certificateBytes: number) => handshakes(completedDial({}, { certificateBytes }));

describe('chain-too-large', () => {
  test('found: the size, and what CloudFront reads', () => {
    const found = finding(rule, originEvidence({ handshakes: dial(70_000) }));
    expect(found.title).toBe('origin.example.com sends 69 KiB of certificates, more than CloudFront reads');
    expect(found.explanation).toContain('stops at 64 KiB');
  });

  test('found: a chain that announced itself so long that nothing read it', () => {
    const flood = failedDial({ kind: 'malformed', what: 'excessive message size', certificateBytes: 200_000 });
    expect(finding(rule, originEvidence({ handshakes: handshakes(flood) })).title).toContain('196 KiB');
  });

  test('ruled out at the limit itself, found one byte beyond', () => {
    expect(verdict(rule, originEvidence({ handshakes: dial(65_536) })).kind).toBe('ruled-out');
    expect(verdict(rule, originEvidence({ handshakes: dial(65_537) })).kind).toBe('found');
    expect(verdict(rule, originEvidence()).kind).toBe('ruled-out');
  });

  test('not any other malformed handshake', () => {
    const other = failedDial({ kind: 'malformed', what: 'wrong version number' });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(other) })).kind).toBe('not-judged');
  });
});
