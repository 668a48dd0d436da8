import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { intermediateExpired as rule } from '../../lambda/rules/intermediate-expired.ts';
import {
  behindLoadBalancer,
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  managedCertificate,
  observed,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const OLD = intermediate({ notAfter: '2026-11-20T02:00:00.000Z' });
const evidence = (chain: readonly Certificate[], path: TrustPath = trusted(), address = '203.0.113.7') =>
  originEvidence({ handshakes: handshakes(completedDial({ address }, { chain, path })) });

describe('intermediate-expired', () => {
  test('found: the only path passes an expired certificate, and it is named', () => {
    const found = finding(rule, evidence([certificate(), OLD]));
    expect(found).toMatchObject({
      title: 'The intermediate certificate behind origin.example.com expired 3 days ago (20 Nov 2026, 02:00 UTC)',
      certainty: 'proven',
      witness: { kind: 'certificate', key: OLD.fingerprint },
      breaksAt: OLD.notAfter,
    });
    expect(found.explanation).toContain('Example Public CA 2');
    expect(found.evidence.at(-1)).toContain('CN=Example Public CA 2');
  });

  test('not an expired root: that is told by its own rule', () => {
    const path = trusted([0, 1], '2026-11-01T00:00:00.000Z');
    expect(verdict(rule, evidence([certificate(), intermediate()], path)).kind).toBe('ruled-out');
  });

  test('ruled out: an expired cross-signed certificate beside a path in date', () => {
    const path = trusted([0, 2, 1]);
    const short = trusted([0, 2]);
    if (path.kind !== 'trusted' || short.kind !== 'trusted') throw new Error('both are trusted');
    const both: TrustPath = { kind: 'trusted', paths: [...path.paths, ...short.paths] };
    expect(verdict(rule, evidence([certificate(), OLD, intermediate()], both)).kind).toBe('ruled-out');
    expect(verdict(rule, evidence([certificate(), OLD, intermediate()], path)).kind).toBe('found');
  });

  test('ruled out: an expired certificate that no path passes', () => {
    expect(verdict(rule, evidence([certificate(), intermediate(), OLD])).kind).toBe('ruled-out');
  });

  test('not an expired leaf: that is told by its own rule', () => {
    const leaf = certificate({ notAfter: '2026-11-19T00:00:00Z' });
    expect(verdict(rule, evidence([leaf, OLD])).kind).toBe('ruled-out');
  });

  test('not an incomplete chain: dates of a path that leads nowhere tell nothing', () => {
    const path: TrustPath = { kind: 'incomplete', missingIssuer: 'CN=Example Root', at: 1 };
    expect(verdict(rule, evidence([certificate(), OLD], path))).toMatchObject({
      kind: 'not-judged',
      reason: 'no dial was served a chain that leads to a trusted root',
    });
  });

  test('partial and unseen', () => {
    const bad = completedDial({ address: '203.0.113.8' }, { chain: [certificate(), OLD] });
    expect(finding(rule, originEvidence({ handshakes: handshakes(completedDial(), bad) })).title).toMatch(
      / on 1 of 2 addresses$/,
    );
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });

  test('remedy: the same leaf imported again with the current chain', () => {
    const dials = handshakes(completedDial({}, { chain: [certificate(), OLD] }));
    const certificates = observed([managedCertificate({ type: 'IMPORTED' })]);
    const { remedy } = finding(rule, originEvidence({ handshakes: dials, ...behindLoadBalancer({ certificates }) }));
    expect(remedy[0]?.action).toContain('current intermediate certificates');
    expect(remedy[1]?.command).toMatch(/^aws acm import-certificate .* --certificate-chain fileb:\/\/chain\.pem$/);
    expect(remedy.at(-1)?.command).toContain('-showcerts');
  });
});
