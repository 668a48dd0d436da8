import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { nameConstraintsViolated as rule } from '../../lambda/rules/name-constraints-violated.ts';
import {
  certificate,
  completedDial,
  failedDial,
  faulty,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const BAD = faulty({ kind: 'name-constraints', at: 1, name: 'origin.example.com', carriedBy: 0 });
const evidence = (path: TrustPath, chain: readonly Certificate[] = [certificate(), intermediate()]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('name-constraints-violated', () => {
  test('found: the name, and the authority that does not allow it', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: intermediate().fingerprint } });
    expect(found.evidence.at(-1)).toBe('Not allowed: origin.example.com, by CN=Example Public CA 2, O=Example Trust');
  });

  test('found: the root itself sets the limit', () => {
    const path = faulty({ kind: 'name-constraints', at: 'anchor', name: 'origin.example.com', carriedBy: 0 });
    expect(finding(rule, evidence(path)).explanation).toContain('the root Example Root does not allow');
  });

  test('not a name mismatch: the certificate carries the wanted name', () => {
    expect(
      verdict(rule, evidence(trusted(), [certificate({ dnsNames: ['x.example.org'] }), intermediate()])).kind,
    ).toBe('ruled-out');
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
