import { describe, expect, test } from '@jest/globals';
import type { Certificate, TrustPath } from '../../lambda/model/certificate.ts';
import { certificateSignatureWeak as rule } from '../../lambda/rules/certificate-signature-weak.ts';
import {
  certificate,
  completedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const evidence = (chain: readonly Certificate[], path: TrustPath = trusted()) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('certificate-signature-weak', () => {
  test.each(['SHA-1 with RSA', 'MD5 with RSA', 'SHA-1 with RSA-PSS'])('found, as a last resort: %s', (signature) => {
    const found = finding(rule, evidence([certificate({ signature }), intermediate()]));
    expect(found.certainty).toBe('likely');
    expect(found.title).toContain(`rests on ${signature}`);
    expect(rule.lastResort).toBe(true);
  });

  test.each(['SHA-256 with RSA', 'SHA-512 with ECDSA', 'SHA-224 with RSA', '1.2.3.4', undefined])(
    'ruled out: %s',
    (signature) => {
      const leaf = certificate(signature === undefined ? {} : { signature });
      expect(verdict(rule, evidence([leaf, intermediate()])).kind).toBe('ruled-out');
    },
  );

  test("ruled out: a root's own signature, and one that no path passes", () => {
    const weak = { signature: 'SHA-1 with RSA' };
    const root = intermediate({ ...weak, selfSigned: true });
    expect(verdict(rule, evidence([certificate(), intermediate(), root], trusted([0, 1, 2]))).kind).toBe('ruled-out');
    expect(verdict(rule, evidence([certificate(), intermediate(), intermediate(weak)])).kind).toBe('ruled-out');
  });

  test('not judged: a chain that leads nowhere', () => {
    const path: TrustPath = { kind: 'self-signed' };
    expect(verdict(rule, evidence([certificate({ signature: 'MD5 with RSA' })], path)).kind).toBe('not-judged');
  });
});
