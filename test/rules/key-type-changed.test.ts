import { describe, expect, test } from '@jest/globals';
import type { ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { keyTypeChanged } from '../../lambda/rules/key-type-changed.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CERTIFICATE_ARN,
  finding,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const RSA = managedCertificate();
const ECDSA = managedCertificate({
  arn: CANDIDATE_ARN,
  names: ['*.example.com'],
  keyAlgorithm: 'EC_prime256v1',
  notBefore: '2026-11-22T00:00:00.000Z',
});

const evidence = (...managed: ManagedCertificate[]) =>
  originEvidence(behindLoadBalancer({ certificates: observed(managed) }));

describe('ECDSA beside an older RSA certificate', () => {
  test('is told as a change, with both ARNs, and accuses nobody', () => {
    expect(verdict(keyTypeChanged, evidence(RSA, ECDSA))).toMatchObject({ kind: 'found', leads: false });
    const { title, explanation, evidence: lines, remedy } = finding(keyTypeChanged, evidence(RSA, ECDSA));
    expect(title).toContain('an ECDSA certificate for origin.example.com since 22 Nov 2026');
    expect(title).toContain('CloudFront takes both');
    expect(explanation).toContain('explains nothing by itself');
    expect(lines.join()).toMatch(new RegExp(`${CERTIFICATE_ARN}.*${CANDIDATE_ARN}`));
    expect(remedy).toEqual([]);
  });

  test('of a curve that AWS does not document for CloudFront says so', () => {
    const p384 = { ...ECDSA, keyAlgorithm: 'EC_secp384r1' };
    expect(finding(keyTypeChanged, evidence(RSA, p384)).explanation).toContain('AWS documents P-256');
  });
});

test.each<[string, readonly ManagedCertificate[]]>([
  ['one alone', [ECDSA]],
  ['two of a kind', [RSA, { ...ECDSA, keyAlgorithm: 'RSA_4096' }]],
  ['for different names', [RSA, { ...ECDSA, names: ['other.example'] }]],
  ['with the RSA one newer', [{ ...RSA, notBefore: '2026-11-23T00:00:00.000Z' }, ECDSA]],
])('not: %s', (_what, managed) => {
  expect(verdict(keyTypeChanged, evidence(...managed)).kind).toBe('ruled-out');
});
