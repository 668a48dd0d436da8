import { describe, expect, test } from '@jest/globals';
import type { TrustPath } from '../../lambda/model/certificate.ts';
import { certificateSignatureInvalid as rule } from '../../lambda/rules/certificate-signature-invalid.ts';
import { certificate, completedDial, failedDial, finding, handshakes, originEvidence, verdict } from '../evidence.ts';

const BAD: TrustPath = { kind: 'signature-invalid', at: 0, issuer: 'CN=Example Public CA 2, O=Example Trust' };
const evidence = (path: TrustPath) => originEvidence({ handshakes: handshakes(completedDial({}, { path })) });

describe('certificate-signature-invalid', () => {
  test('found: which certificate, and whose key did not sign it', () => {
    const found = finding(rule, evidence(BAD));
    expect(found).toMatchObject({ certainty: 'proven', witness: { key: certificate().fingerprint } });
    expect(found.explanation).toContain('origin.example.com names Example Public CA 2 as its issuer');
  });

  test.each<TrustPath>([
    { kind: 'untrusted', anchor: 'CN=Company Root' },
    { kind: 'incomplete', missingIssuer: 'CN=X', at: 1 },
    { kind: 'self-signed' },
  ])('not a chain that leads elsewhere: $kind', (path) => {
    expect(verdict(rule, evidence(path)).kind).toBe('ruled-out');
  });

  test('partial and unseen', () => {
    const bad = completedDial({ address: '203.0.113.8' }, { path: BAD });
    const found = finding(rule, originEvidence({ handshakes: handshakes(completedDial(), bad) }));
    expect(found.title).toMatch(/ on 1 of 2 addresses$/);
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
