import { describe, expect, test } from '@jest/globals';
import type { ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { certificateNotRenewing } from '../../lambda/rules/certificate-not-renewing.ts';
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

/** In twenty days. */
const SOON = '2026-12-13T03:12:00.000Z';
const RECORD = { name: '_3f2a.origin.example.com.', type: 'CNAME', value: '_9c1d.acm-validations.aws.' };
const GONE = {
  domain: 'origin.example.com',
  status: 'SUCCESS',
  method: 'DNS',
  record: RECORD,
  published: 'no',
} as const;

const ending = (more: Partial<ManagedCertificate>) => managedCertificate({ notAfter: SOON, ...more });
const evidence = (...managed: ManagedCertificate[]) =>
  originEvidence(behindLoadBalancer({ certificates: observed(managed) }));
const found = (more: Partial<ManagedCertificate>) => finding(certificateNotRenewing, evidence(ending(more)));
const kind = (...managed: ManagedCertificate[]) => verdict(certificateNotRenewing, evidence(...managed)).kind;

describe('what runs out without anybody renewing it', () => {
  test.each<[string, Partial<ManagedCertificate>, string]>([
    ['it was imported', { type: 'IMPORTED' }, 'import-certificate'],
    [
      'it is kept in IAM',
      { type: 'UPLOADED', store: 'iam', arn: 'arn:aws:iam::1:server-certificate/a/old' },
      '--path /a/',
    ],
    ['for ACM it is not in use', { renewalEligible: false, inUseBy: [] }, 'request-certificate'],
    ['ACM calls it ineligible', { renewalEligible: false }, 'request-certificate'],
    [
      'somebody must click',
      { validation: [{ domain: 'a', status: 'SUCCESS', method: 'EMAIL' }] },
      '--validation-method DNS',
    ],
  ])('%s', (words, more, command) => {
    const { title, breaksAt, remedy } = found(more);
    expect(title).toContain('expires in 20 days and does not renew');
    expect(title).toContain(words);
    expect(breaksAt).toBe(SOON);
    expect(remedy.map(({ command: line = '' }) => line).join('\n')).toContain(command);
  });

  test('its record is gone before ACM has tried: put it back, no new certificate', () => {
    const {
      title,
      evidence: lines,
      remedy,
    } = found({ validation: [GONE], renewal: { status: 'PENDING_AUTO_RENEWAL' } });
    expect(title).toContain(`CNAME ${RECORD.name} is gone from public DNS`);
    expect(lines.at(-1)).toContain(RECORD.value);
    expect(remedy).toHaveLength(1);
    expect(remedy[0]?.action).toContain('back into the public zone');
  });

  test('never leads; of several the first to end is told', () => {
    const later = ending({ arn: CANDIDATE_ARN, type: 'IMPORTED', notAfter: '2026-12-20T00:00:00.000Z', names: ['b'] });
    const first = ending({ type: 'IMPORTED' });
    expect(verdict(certificateNotRenewing, evidence(later, first))).toMatchObject({
      leads: false,
      finding: { witness: { key: CERTIFICATE_ARN } },
    });
  });
});

describe('what it is not', () => {
  test.each<[string, Partial<ManagedCertificate>]>([
    ['one that ACM renews by itself', {}],
    ['one that is renewed', { validation: [GONE], renewal: { status: 'SUCCESS' } }],
    ['one that is stuck, which is told as such', { validation: [GONE], renewal: { status: 'PENDING_VALIDATION' } }],
    ['an imported one with time left', { type: 'IMPORTED', notAfter: '2027-03-01T00:00:00.000Z' }],
    ['an expired one', { type: 'IMPORTED', notAfter: '2026-11-01T00:00:00.000Z' }],
    ['a private one', { type: 'PRIVATE', renewalEligible: false }],
  ])('%s', (_what, more) => {
    expect(kind(ending(more))).toBe('ruled-out');
  });

  test('one that has its successor beside it', () => {
    const old = ending({ type: 'IMPORTED' });
    const next = managedCertificate({ arn: CANDIDATE_ARN, type: 'IMPORTED', names: ['*.example.com'] });
    expect(kind(old, next)).toBe('ruled-out');
    expect(kind(old, { ...next, names: ['www.example.com'] })).toBe('found');
    expect(kind(old, { ...next, status: 'REVOKED' })).toBe('found');
  });
});
