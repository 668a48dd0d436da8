import { describe, expect, test } from '@jest/globals';
import type { CaaPolicy, ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { acmCaaForbids } from '../../lambda/rules/acm-caa-forbids.ts';
import { acmRenewalFailed } from '../../lambda/rules/acm-renewal-failed.ts';
import {
  behindLoadBalancer,
  CANDIDATES,
  certificate,
  completedDial,
  finding,
  handshakes,
  intermediate,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const ENDED = '2026-11-20T23:59:59.000Z';
const EXPIRED = certificate({ notAfter: ENDED });

const policy = (more: Partial<CaaPolicy> = {}): CaaPolicy => ({
  name: 'origin.example.com',
  at: 'example.com',
  issue: ['letsencrypt.org'],
  issueWild: [],
  ...more,
});

/** An ACM certificate that ran out because of these CAA records. */
function refused(caa: readonly CaaPolicy[], more: Partial<ManagedCertificate> = {}): ManagedCertificate {
  const renewal = { status: 'FAILED', reason: 'CAA_ERROR' };
  return managedCertificate({ status: 'EXPIRED', notAfter: ENDED, renewal, caa, ...more });
}

const seen = (managed: ManagedCertificate, leaf = EXPIRED) =>
  behindLoadBalancer({
    handshakes: handshakes(completedDial({}, { chain: [leaf, intermediate()] })),
    certificates: observed([managed]),
  });

const found = (...caa: CaaPolicy[]) => finding(acmCaaForbids, originEvidence(seen(refused(caa))));
const actions = (...caa: CaaPolicy[]) => found(...caa).remedy.map(({ action }) => action);

describe('a renewal that CAA records forbade, expired and served', () => {
  test('is proven, and says whose records admit whom', () => {
    expect(found(policy())).toMatchObject({
      certainty: 'proven',
      title:
        'Certificate for origin.example.com expired: ACM could not renew it, the CAA records of example.com let only letsencrypt.org issue',
      witness: { kind: 'certificate', key: EXPIRED.fingerprint },
      breaksAt: ENDED,
      evidence: [
        expect.anything(),
        expect.anything(),
        'ACM renewal: FAILED (CAA_ERROR); in public DNS: example.com CAA 0 issue "letsencrypt.org"',
      ],
    });
    expect(verdict(acmCaaForbids, originEvidence(seen(refused([policy()]))))).toMatchObject({ leads: true });
  });

  test('is mended by the record to add, where it counts, then by a new certificate', () => {
    const { remedy } = found(policy());
    expect(remedy[0]).toMatchObject({
      action:
        'Let Amazon issue: add the CAA record 0 issue "amazon.com" to example.com, beside what is there (0 issue "letsencrypt.org")',
      verify: 'dig +short CAA example.com',
    });
    expect(remedy.map(({ command }) => command).join()).toContain('request-certificate');
  });

  test('by a certificate that exists first, and the record for the next time', () => {
    const evidence = originEvidence({ ...seen(refused([policy()])), candidates: CANDIDATES });
    const { remedy } = finding(acmCaaForbids, evidence);
    expect(remedy[0]?.command).toContain('modify-listener');
    expect(remedy.at(-1)?.action).toContain('0 issue "amazon.com"');
  });
});

describe('which records forbid', () => {
  test.each<[string, CaaPolicy, string]>([
    ['a name of nobody', policy({ issue: [';'] }), 'let nobody issue'],
    [
      'a wildcard by its own',
      policy({ name: '*.example.com', issue: ['amazon.com'], issueWild: ['a.example'] }),
      'a.example',
    ],
    ['a wildcard by the others where it has none', policy({ name: '*.example.com' }), 'let only letsencrypt.org'],
    ['a look-alike', policy({ issue: ['notamazon.com', 'amazon.com.example'] }), 'let only notamazon.com'],
  ])('%s', (_what, caa, words) => {
    expect(found(caa).title).toContain(words);
  });

  test('a wildcard is admitted by `issuewild`', () => {
    const [first] = actions(policy({ name: '*.example.com', issue: ['amazon.com'], issueWild: ['a.example'] }));
    expect(first).toContain('0 issuewild "amazon.com"');
  });

  test.each<[string, CaaPolicy]>([
    ['amazon.com', policy({ issue: ['letsencrypt.org', 'amazon.com'] })],
    ['another name of Amazon, with parameters', policy({ issue: [' AmazonTrust.com ; account=1'] })],
    ['no such records at all', policy({ at: undefined, issue: [] })],
    ['only records of other kinds', policy({ issue: [] })],
    ['a name that goes by `issue` beside a wildcard’s', policy({ issue: ['amazonaws.com'], issueWild: [';'] })],
  ])('not: %s; they were mended since', (_what, caa) => {
    const said = found(caa);
    expect(said.title).toMatch(/CAA records kept Amazon out$/);
    expect(said.evidence.at(-1)).toContain('today’s CAA records admit Amazon'.replace('’', "'"));
    expect(said.remedy.map(({ action }) => action).join()).not.toContain('amazon.com');
  });

  test('records that could not be read are to be read', () => {
    const unread = policy({ at: undefined, issue: [], unknown: 'ESERVFAIL' });
    expect(found(unread).evidence.at(-1)).toContain('could not be read');
    expect(found(unread).remedy[0]).toMatchObject({ command: 'dig +short CAA origin.example.com' });
    expect(actions()[0]).toContain('0 issue "amazon.com"');
  });
});

test('in date it is worth a line, with the day it breaks and no new certificate', () => {
  const inDate = { status: 'ISSUED', notAfter: '2026-12-05T03:12:00.000Z' };
  const managed = refused([policy()], { ...inDate, renewal: { status: 'PENDING_VALIDATION', reason: 'CAA_ERROR' } });
  const evidence = originEvidence(seen(managed, certificate({ notAfter: inDate.notAfter })));
  expect(verdict(acmCaaForbids, evidence)).toMatchObject({
    leads: false,
    finding: { title: expect.stringContaining('expires in 12 days'), breaksAt: inDate.notAfter },
  });
  const { remedy, deadEnds } = finding(acmCaaForbids, evidence);
  expect(remedy[0]?.action).toContain('add the CAA record');
  expect(remedy.map(({ command }) => command).join()).not.toContain('request-certificate');
  expect(deadEnds[0]?.tempting).toContain('further up');
});

test('it is no renewal that fails for another reason, and not told twice', () => {
  const other = managedCertificate({ status: 'EXPIRED', notAfter: ENDED, renewal: { status: 'FAILED' } });
  expect(verdict(acmCaaForbids, originEvidence(seen(other))).kind).toBe('ruled-out');
  expect(verdict(acmRenewalFailed, originEvidence(seen(other))).kind).toBe('found');
  expect(verdict(acmRenewalFailed, originEvidence(seen(refused([policy()])))).kind).toBe('ruled-out');
});
