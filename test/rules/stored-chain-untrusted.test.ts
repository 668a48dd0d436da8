import { describe, expect, test } from '@jest/globals';
import type { TrustPath } from '../../lambda/model/certificate.ts';
import type { ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { storedChainUntrusted } from '../../lambda/rules/stored-chain-untrusted.ts';
import {
  CANDIDATE_ARN,
  CERTIFICATE_ARN,
  certificate,
  faulty,
  finding,
  intermediate,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';
import { keptBehind, VPC } from '../kept.ts';

const INCOMPLETE: TrustPath = { kind: 'incomplete', missingIssuer: 'CN=Example Public CA 2, O=Example Trust', at: 0 };

function seen(path: TrustPath, more: Partial<ManagedCertificate> = {}, chain = [certificate(), intermediate()]) {
  return keptBehind([managedCertificate({ type: 'IMPORTED', ...more })], [{ arn: CERTIFICATE_ARN, chain, path }]);
}

const found = (path: TrustPath, more: Partial<ManagedCertificate> = {}) =>
  finding(storedChainUntrusted, originEvidence(seen(path, more)));
const kind = (evidence: ReturnType<typeof keptBehind>) => verdict(storedChainUntrusted, originEvidence(evidence)).kind;

describe('what is wrong with a chain that cannot be dialled', () => {
  test.each<[TrustPath, string]>([
    [INCOMPLETE, 'is kept without the certificate of its issuer, Example Public CA 2'],
    [{ kind: 'untrusted', anchor: 'CN=Corporate Root, O=Corp' }, 'that CloudFront does not trust (Corporate Root)'],
    [{ kind: 'self-signed' }, 'signed itself'],
    [{ kind: 'signature-invalid', at: 0, issuer: 'CN=x' }, 'a signature that does not hold'],
    [faulty({ kind: 'path-length', at: 1, allows: 0, below: 1 }), 'more authorities than one of them allows'],
    [trusted([0, 1], '2026-11-01T00:00:00.000Z'), 'a certificate above it has expired'],
  ])('%j', (path, words) => {
    expect(found(path)).toMatchObject({
      title: expect.stringContaining(words),
      witness: { kind: 'certificate', key: certificate().fingerprint },
    });
  });

  test('is proven where it is the leaf’s, likely where it is what is sent beside it', () => {
    const certainty = (path: TrustPath) => found(path).certainty;
    expect(certainty({ kind: 'untrusted', anchor: 'CN=x' })).toBe('proven');
    expect(certainty(faulty({ kind: 'purpose', at: 0, purposes: [] }))).toBe('proven');
    expect(certainty(INCOMPLETE)).toBe('likely');
    expect(certainty(trusted([0, 1], '2026-11-01T00:00:00.000Z'))).toBe('likely');
  });

  test('a private one needs no reading', () => {
    const evidence = keptBehind([managedCertificate({ type: 'PRIVATE' })]);
    expect(finding(storedChainUntrusted, originEvidence(evidence))).toMatchObject({
      title: expect.stringContaining('comes from a private authority (AWS Private CA)'),
      witness: { key: CERTIFICATE_ARN },
    });
  });
});

describe('the remedy', () => {
  const commands = (path: TrustPath, more: Partial<ManagedCertificate> = {}) =>
    found(path, more)
      .remedy.map(({ command = '' }) => command)
      .join('\n');

  test('imports the same leaf with its whole chain, where only that is missing', () => {
    expect(commands(INCOMPLETE)).toContain('import-certificate');
    expect(commands(INCOMPLETE)).not.toContain('request-certificate');
  });

  test('replaces what no chain can mend, and one of IAM, which takes no second chain', () => {
    expect(commands({ kind: 'self-signed' })).toContain('request-certificate');
    expect(commands(INCOMPLETE, { type: 'UPLOADED', store: 'iam' })).toContain('upload-server-certificate');
  });
});

describe('what it is not', () => {
  test('a sound chain, or one whose leaf alone is out of date, which is another cause', () => {
    expect(kind(seen(trusted()))).toBe('ruled-out');
    const old = certificate({ notAfter: '2026-11-01T00:00:00.000Z' });
    expect(kind(seen(trusted(), {}, [old, intermediate()]))).toBe('ruled-out');
  });

  test('judged where the chain could not be read; nor is it ruled out', () => {
    const unread = keptBehind([managedCertificate()]);
    expect(verdict(storedChainUntrusted, originEvidence(unread))).toMatchObject({ kind: 'not-judged', need: 'stored' });
    const strange = { ...unread, stored: observed({ why: 'stranger' as const, chains: [] }) };
    expect(kind(strange)).toBe('ruled-out');
  });

  test('accused where a sound one may be shown instead', () => {
    const two = keptBehind(
      [managedCertificate(), managedCertificate({ arn: CANDIDATE_ARN })],
      [
        { arn: CERTIFICATE_ARN, chain: [certificate()], path: INCOMPLETE },
        { arn: CANDIDATE_ARN, chain: [certificate(), intermediate()], path: trusted() },
      ],
    );
    expect(kind(two)).toBe('ruled-out');
  });
});

describe('what the listener shows, by its records', () => {
  const broken = (more: Partial<ManagedCertificate> = {}) => managedCertificate({ type: 'IMPORTED', ...more });
  const good = (more: Partial<ManagedCertificate> = {}) => managedCertificate({ arn: CANDIDATE_ARN, ...more });
  const chains = [
    { arn: CERTIFICATE_ARN, chain: [certificate()], path: INCOMPLETE },
    { arn: CANDIDATE_ARN, chain: [certificate(), intermediate()], path: trusted() },
  ];

  test.each<[string, ManagedCertificate[], 'found' | 'ruled-out']>([
    ['ECDSA before RSA', [broken({ keyAlgorithm: 'EC_prime256v1' }), good()], 'found'],
    ['what is in date before what is not', [broken({ notAfter: '2026-11-01T00:00:00.000Z' }), good()], 'ruled-out'],
    ['what is for the name before the default', [broken({ names: ['a.example'] }), good()], 'ruled-out'],
    [
      'the default, where none is for the name',
      [broken({ names: ['a.example'] }), good({ names: ['b.example'] })],
      'found',
    ],
  ])('%s', (_what, held, expected) => {
    expect(kind(keptBehind(held, chains))).toBe(expected);
  });

  test('is likely where the list is cut, behind a VPC origin, and a line where something else was served', () => {
    const held = keptBehind(
      [broken()],
      [{ arn: CERTIFICATE_ARN, chain: [certificate()], path: { kind: 'self-signed' } }],
    );
    const cut = { ...held, listener: observed(listener({ certificatesCut: { reason: 'denied' } })) };
    expect(finding(storedChainUntrusted, originEvidence(held)).certainty).toBe('proven');
    expect(finding(storedChainUntrusted, originEvidence(cut)).certainty).toBe('likely');
    expect(finding(storedChainUntrusted, originEvidence(held, { connection: VPC })).certainty).toBe('likely');
    const strange = { ...held, stored: observed({ why: 'stranger' as const, chains: chains.slice(0, 1) }) };
    expect(verdict(storedChainUntrusted, originEvidence(strange))).toMatchObject({ kind: 'found', leads: false });
  });
});
