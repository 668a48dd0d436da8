import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { certificateWrongPurpose as rule } from '../../lambda/rules/certificate-wrong-purpose.ts';
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

const BAD = faulty({ kind: 'purpose', at: 0, purposes: ['1.3.6.1.5.5.7.3.2'] });
const evidence = (path: TrustPath, chain: readonly Certificate[] = [certificate(), intermediate()]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('certificate-wrong-purpose', () => {
  test('found: a leaf for clients', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: certificate().fingerprint } });
    expect(found.explanation).toContain('the leaf origin.example.com is not for servers');
    expect(found.evidence.at(-1)).toContain('made for clientAuth');
  });

  test('found: an intermediate that is no authority', () => {
    const found = finding(rule, evidence(faulty({ kind: 'not-authority', at: 1 })));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: intermediate().fingerprint } });
    expect(found.explanation).toContain('the intermediate certificate Example Public CA 2 is no certificate authority');
  });

  test('key usage alone is likely: nobody saw what CloudFront makes of it', () => {
    expect(finding(rule, evidence(faulty({ kind: 'key-usage', at: 0 }))).certainty).toBe('likely');
  });

  test('not a chain that is too long', () => {
    expect(verdict(rule, evidence(faulty({ kind: 'path-length', at: 1, allows: 0, below: 1 }))).kind).toBe('ruled-out');
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
