import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { criticalExtensionUnknown as rule } from '../../lambda/rules/critical-extension-unknown.ts';
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

const BAD = faulty({ kind: 'critical-extension', at: 0, extension: '1.2.3.4' });
const evidence = (path: TrustPath, chain: readonly Certificate[] = [certificate(), intermediate()]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('critical-extension-unknown', () => {
  test('found: the extension and who carries it', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: certificate().fingerprint } });
    expect(found.evidence.at(-1)).toBe('Critical extension 1.2.3.4: CN=origin.example.com');
  });

  test('found: a precertificate is called by its name', () => {
    const path = faulty({ kind: 'critical-extension', at: 0, extension: '1.3.6.1.4.1.11129.2.4.3' });
    expect(finding(rule, evidence(path)).explanation).toContain('the poison of a precertificate');
  });

  test('not a certificate of another purpose', () => {
    expect(verdict(rule, evidence(faulty({ kind: 'purpose', at: 0, purposes: [] }))).kind).toBe('ruled-out');
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
