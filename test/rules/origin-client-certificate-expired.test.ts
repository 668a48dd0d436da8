import { describe, expect, test } from '@jest/globals';
import type { ClientCertificate } from '../../lambda/model/client-certificate.ts';
import type { ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { originClientCertificateExpired as rule } from '../../lambda/rules/origin-client-certificate-expired.ts';
import {
  finding,
  managedCertificate,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ARN = 'arn:aws:acm:us-east-1:111122223333:certificate/33333333-aaaa-bbbb-cccc-000000000003';
const PAST = '2026-11-21T03:12:00.000Z';

function of(certificate: Partial<ManagedCertificate>, more: Partial<ClientCertificate> = {}) {
  const managed = managedCertificate({ arn: ARN, region: 'us-east-1', type: 'IMPORTED', ...certificate });
  return originEvidence({
    clientCertificate: observed({ certificate: managed, askedBy: 'listener', expiryIgnored: false, ...more }),
  });
}

describe('a client certificate of CloudFront’s that is out of date', () => {
  test('is proven where the listener verifies clients and minds dates', () => {
    expect(finding(rule, of({ status: 'EXPIRED', notAfter: PAST }))).toMatchObject({
      certainty: 'proven',
      title:
        'The client certificate that CloudFront shows to origin.example.com expired (21 Nov 2026, 03:12 UTC, 2 days ago)',
      witness: { kind: 'certificate', key: ARN },
      breaksAt: PAST,
    });
  });

  test.each(['origin', 'unknown'] as const)('is likely where %s asks', (askedBy) => {
    expect(finding(rule, of({ notAfter: PAST }, { askedBy })).certainty).toBe('likely');
  });

  test('is worth a line where nobody asks for it', () => {
    expect(verdict(rule, of({ notAfter: PAST }, { askedBy: 'nobody' }))).toMatchObject({ kind: 'found', leads: false });
  });

  test.each([
    [{ notBefore: '2026-12-01T00:00:00.000Z' }, 'is not valid yet (1 Dec 2026, 00:00 UTC, in 7 days)'],
    [{ status: 'REVOKED' }, 'is REVOKED'],
  ])('counts where %j as well, likely', (certificate, words) => {
    expect(finding(rule, of(certificate))).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining(words),
    });
  });

  test('is imported anew under its own ARN, in its Region', () => {
    const [step] = finding(rule, of({ notAfter: PAST })).remedy;
    expect(step?.command).toContain(`aws acm import-certificate --region us-east-1 --certificate-arn ${ARN}`);
  });
});

describe('what it is not', () => {
  test('one in date', () => {
    expect(verdict(rule, of({})).kind).toBe('ruled-out');
  });

  test('an expired one that the listener lets in', () => {
    expect(verdict(rule, of({ status: 'EXPIRED', notAfter: PAST }, { expiryIgnored: true })).kind).toBe('ruled-out');
  });

  test('judged where there is none, or where it could not be read', () => {
    expect(verdict(rule, originEvidence({ clientCertificate: notApplicable() })).kind).toBe('not-applicable');
    expect(verdict(rule, originEvidence({ clientCertificate: unavailable() })).kind).toBe('not-judged');
  });
});
