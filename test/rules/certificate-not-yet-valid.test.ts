import { describe, expect, test } from '@jest/globals';
import { certificateExpired } from '../../lambda/rules/certificate-expired.ts';
import { certificateNotYetValid as rule } from '../../lambda/rules/certificate-not-yet-valid.ts';
import {
  certificate,
  completedDial,
  EXAMINED_AT,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  verdict,
} from '../evidence.ts';

const FUTURE = certificate({ notBefore: '2026-11-23T05:12:00.000Z' });
const dial = completedDial({ address: '203.0.113.8' }, { chain: [FUTURE] });

describe('certificate-not-yet-valid', () => {
  test('found: its first day is still to come', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial) }));
    expect(found).toMatchObject({
      title: 'The certificate on origin.example.com is not valid yet: it begins in 2 hours (23 Nov 2026, 05:12 UTC)',
      certainty: 'proven',
      witness: { kind: 'certificate', key: FUTURE.fingerprint },
    });
    expect(found.remedy[0]?.action).toContain('put that one back');
    expect(found.deadEnds[0]?.tempting).toContain('clock');
  });

  test('ruled out: valid from the very moment of the examination', () => {
    const chain = [certificate({ notBefore: EXAMINED_AT })];
    expect(verdict(rule, originEvidence({ handshakes: handshakes(completedDial({}, { chain })) })).kind).toBe(
      'ruled-out',
    );
  });

  test('not the expired one, nor the other way round', () => {
    const expired = completedDial({}, { chain: [certificate({ notAfter: '2026-11-20T00:00:00Z' })] });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(expired) })).kind).toBe('ruled-out');
    expect(verdict(certificateExpired, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('partial: one of two addresses', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(completedDial(), dial) }));
    expect(found.title).toMatch(/ on 1 of 2 addresses$/);
    expect(found.reach.of).toEqual(['203.0.113.8']);
  });

  test('unseen: no certificate came', () => {
    const dials = handshakes(failedDial({ kind: 'reset', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: dials })).kind).toBe('not-judged');
  });
});
