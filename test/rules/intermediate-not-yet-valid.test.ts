import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { intermediateNotYetValid as rule } from '../../lambda/rules/intermediate-not-yet-valid.ts';
import {
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const YOUNG = intermediate({ notBefore: '2026-11-28T03:12:00.000Z' });
const evidence = (chain: readonly Certificate[], path: TrustPath = trusted()) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('intermediate-not-yet-valid', () => {
  test('found: which one, and when it begins', () => {
    const found = finding(rule, evidence([certificate(), YOUNG]));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: YOUNG.fingerprint } });
    expect(found.title).toContain('is not valid yet: it begins in 5 days (28 Nov 2026, 03:12 UTC)');
    expect(found.remedy[0]?.action).toContain('current intermediate certificates');
  });

  test('ruled out: another path is in date already', () => {
    const [one, other] = [trusted([0, 1]), trusted([0, 2])];
    if (one.kind !== 'trusted' || other.kind !== 'trusted') throw new Error('both are trusted');
    const both: TrustPath = { kind: 'trusted', paths: [...one.paths, ...other.paths] };
    expect(verdict(rule, evidence([certificate(), YOUNG, intermediate()], both)).kind).toBe('ruled-out');
  });

  test('not a leaf that is not valid yet, not an expired intermediate', () => {
    const leaf = certificate({ notBefore: '2026-11-28T03:12:00.000Z' });
    expect(verdict(rule, evidence([leaf, YOUNG])).kind).toBe('ruled-out');
    const old = intermediate({ notAfter: '2026-11-20T02:00:00.000Z' });
    expect(verdict(rule, evidence([certificate(), old])).kind).toBe('ruled-out');
  });

  test('partial and unseen', () => {
    const bad = completedDial({ address: '203.0.113.8' }, { chain: [certificate(), YOUNG] });
    expect(finding(rule, originEvidence({ handshakes: handshakes(completedDial(), bad) })).title).toMatch(
      / on 1 of 2 addresses$/,
    );
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
