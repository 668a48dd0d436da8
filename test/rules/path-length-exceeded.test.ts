import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { pathLengthExceeded as rule } from '../../lambda/rules/path-length-exceeded.ts';
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

const BAD = faulty({ kind: 'path-length', at: 1, allows: 0, below: 1 });
const evidence = (path: TrustPath, chain: readonly Certificate[] = [certificate(), intermediate()]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('path-length-exceeded', () => {
  test('found: the authority, what it allows and what there is', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: intermediate().fingerprint } });
    expect(found.explanation).toContain('Example Public CA 2 allows 0 authorities below it, and there is 1');
  });

  test('not a certificate of another purpose', () => {
    expect(verdict(rule, evidence(faulty({ kind: 'not-authority', at: 1 }))).kind).toBe('ruled-out');
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
