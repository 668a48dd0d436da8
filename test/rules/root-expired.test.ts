import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { rootExpired as rule } from '../../lambda/rules/root-expired.ts';
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

const BAD = trusted([0, 1], '2026-11-01T00:00:00.000Z');
const evidence = (path: TrustPath, chain: readonly Certificate[] = [certificate(), intermediate()]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('root-expired', () => {
  test('found: the root and since when', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', breaksAt: '2026-11-01T00:00:00.000Z' });
    expect(found.title).toContain('The root behind origin.example.com expired 22 days ago');
    expect(found.witness.key).toBe('f'.repeat(64));
  });

  test('not an expired intermediate, not an expired leaf', () => {
    const old = intermediate({ notAfter: '2026-11-20T02:00:00.000Z' });
    expect(verdict(rule, evidence(trusted(), [certificate(), old])).kind).toBe('ruled-out');
    const leaf = certificate({ notAfter: '2026-11-20T02:00:00.000Z' });
    expect(verdict(rule, evidence(BAD, [leaf, intermediate()])).kind).toBe('ruled-out');
  });

  test('partial: one of two addresses', () => {
    const bad = completedDial({ address: '203.0.113.8' }, { path: BAD });
    const found = finding(rule, originEvidence({ handshakes: handshakes(completedDial(), bad) }));
    expect(found.title).toMatch(/ on 1 of 2 addresses$/);
    expect(found.remedy.length).toBeGreaterThan(0);
  });

  test('ruled out: another path without fault is enough', () => {
    const good = trusted();
    if (BAD.kind !== 'trusted' || good.kind !== 'trusted') throw new Error('both are trusted');
    expect(verdict(rule, evidence({ kind: 'trusted', paths: [...BAD.paths, ...good.paths] })).kind).toBe('ruled-out');
  });

  test('not judged: a chain that leads nowhere, or no certificate at all', () => {
    expect(verdict(rule, evidence({ kind: 'incomplete', missingIssuer: 'CN=X', at: 1 })).kind).toBe('not-judged');
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
