import { describe, expect, test } from '@jest/globals';
import type { Observations } from '../../lambda/model/evidence.ts';
import type { ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { listenerCertificateExpired } from '../../lambda/rules/listener-certificate-expired.ts';
import {
  behavior,
  CANDIDATE_ARN,
  CERTIFICATE_ARN,
  distribution,
  finding,
  LISTENER_ARN,
  listener,
  managedCertificate,
  notApplicable,
  observed,
  origin,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';
import { keptBehind, VPC } from '../kept.ts';

const ENDED = '2026-11-20T03:12:00.000Z';

const expired = (more: Partial<ManagedCertificate> = {}) =>
  managedCertificate({ status: 'EXPIRED', notAfter: ENDED, ...more });
const seen = (...managed: ManagedCertificate[]) => keptBehind(managed);
const said = (evidence: Partial<Observations>, from = {}) =>
  verdict(listenerCertificateExpired, originEvidence(evidence, from));

describe('an expired certificate that the listener would show', () => {
  test('is proven from the records, with its ARN and its date', () => {
    const found = finding(listenerCertificateExpired, originEvidence(seen(expired())));
    expect(found).toMatchObject({
      certainty: 'proven',
      title:
        'The certificate that the listener holds for origin.example.com expired 3 days ago (20 Nov 2026, 03:12 UTC)',
      breaksAt: ENDED,
      witness: { kind: 'certificate', key: CERTIFICATE_ARN },
      reach: { failing: 1, seen: 1, of: ['origin.example.com'] },
    });
    expect(found.evidence[0]).toContain(CERTIFICATE_ARN);
    expect(said(seen(expired()))).toMatchObject({ leads: true });
  });

  test('or one that is not valid yet', () => {
    const { title, breaksAt } = finding(
      listenerCertificateExpired,
      originEvidence(seen(managedCertificate({ notBefore: '2026-11-25T00:00:00.000Z' }))),
    );
    expect([title, breaksAt]).toEqual([
      expect.stringContaining('is valid only from 25 Nov 2026, 00:00 UTC'),
      undefined,
    ]);
  });

  test('is replaced on the listener; what cannot be dialled is not dialled by the remedy', () => {
    const { remedy } = finding(listenerCertificateExpired, originEvidence(seen(expired({ type: 'IMPORTED' }))));
    const commands = remedy.map(({ command = '' }) => command).join('\n');
    expect(commands).toContain(`import-certificate --region eu-west-1 --certificate-arn ${CERTIFICATE_ARN}`);
    expect(commands).toContain(`modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
    expect(commands).toContain('https://www.example.com/');
    expect(commands).not.toContain('s_client');
  });

  test('says why ACM did not renew it', () => {
    const renewal = { status: 'FAILED', reason: 'CAA_ERROR' };
    const caa = [{ name: 'origin.example.com', at: 'example.com', issue: ['ca.example'], issueWild: [] }];
    const { evidence, remedy } = finding(listenerCertificateExpired, originEvidence(seen(expired({ renewal, caa }))));
    expect(evidence.at(-1)).toContain('ACM renewal: FAILED (CAA_ERROR)');
    expect(remedy[0]?.action).toContain('0 issue "amazon.com" to example.com');
  });
});

describe('how sure it is', () => {
  test('likely behind a VPC origin: AWS does not say how CloudFront checks there', () => {
    const evidence = { ...seen(expired()), handshakes: unavailable('private network') };
    const found = finding(listenerCertificateExpired, originEvidence(evidence, { connection: VPC }));
    expect(found).toMatchObject({ certainty: 'likely', explanation: expect.stringContaining('private network') });
  });

  test('likely where the listener may hold more than we read', () => {
    const cut = { ...seen(expired()), listener: observed(listener({ certificatesCut: { reason: 'denied' } })) };
    expect(said(cut)).toMatchObject({ kind: 'found', finding: { certainty: 'likely' } });
  });

  test('a line only, where something else was served', () => {
    const strange = { ...seen(expired()), stored: observed({ why: 'stranger' as const, chains: [] }) };
    expect(said(strange)).toMatchObject({ kind: 'found', leads: false });
  });
});

describe('what the listener shows', () => {
  const good = managedCertificate({ arn: CANDIDATE_ARN });

  test.each<[string, ManagedCertificate[], 'found' | 'ruled-out']>([
    ['a sound one beside it', [expired(), good], 'ruled-out'],
    ['an expired ECDSA one before a sound RSA one', [expired({ keyAlgorithm: 'EC_prime256v1' }), good], 'found'],
    ['the one for the name, not the expired default', [expired({ names: ['a.example'] }), good], 'ruled-out'],
    ['the default, where none is for the name', [expired({ names: ['a.example'] })], 'found'],
    ['a sound one', [managedCertificate()], 'ruled-out'],
  ])('%s: %s', (_what, held, expected) => {
    expect(said(seen(...held)).kind).toBe(expected);
  });

  test('two expired ones: whichever, it is expired', () => {
    expect(said(seen(expired(), expired({ arn: CANDIDATE_ARN }))).kind).toBe('found');
  });

  test('for the Host of viewers, where that is what CloudFront sends', () => {
    const forwarding = behavior({ hostForwarding: { kind: 'forwarded', by: 'cache-policy' } });
    const of = distribution({ behaviors: [forwarding], aliases: ['a.example.com', 'www.example.com'] });
    const held = [
      expired({ names: ['www.example.com'] }),
      managedCertificate({ arn: CANDIDATE_ARN, names: ['a.example.com'] }),
    ];
    expect(finding(listenerCertificateExpired, originEvidence(seen(...held)), of)).toMatchObject({
      title: expect.stringContaining('for www.example.com expired'),
      reach: { failing: 1, seen: 2, of: ['www.example.com'] },
    });
  });
});

describe('what it is not', () => {
  test('judged where the wire tells, where nothing ends TLS here, or where no date is known', () => {
    expect(said({ ...seen(expired()), stored: notApplicable() }).kind).toBe('not-applicable');
    expect(said({ ...seen(expired()), listener: observed(listener({ protocol: 'TCP' })) }).kind).toBe('ruled-out');
    expect(said(seen(managedCertificate({ notAfter: undefined }))).kind).toBe('not-judged');
    const plain = { connection: { ...origin().connection, protocolPolicy: 'http-only' as const } };
    expect(said(seen(expired()), plain).kind).toBe('not-applicable');
  });
});
