import { describe, expect, test } from '@jest/globals';
import { certificateExpired as rule } from '../../lambda/rules/certificate-expired.ts';
import {
  behindLoadBalancer,
  certificate,
  completedDial,
  customConnection,
  EXAMINED_AT,
  failedDial,
  finding,
  handshakes,
  intermediate,
  managedCertificate,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const EXPIRED = certificate({ notAfter: '2026-11-20T02:00:00.000Z' });
const CHAIN = [EXPIRED, intermediate()];
const dial = (address = '203.0.113.7') => completedDial({ address }, { chain: CHAIN });

describe('certificate-expired', () => {
  test('found: a leaf whose last day has passed, since when and by whom', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial()) }));
    expect(found).toMatchObject({
      title: 'The certificate on origin.example.com expired 3 days ago (20 Nov 2026, 02:00 UTC)',
      certainty: 'proven',
      witness: { kind: 'certificate', key: EXPIRED.fingerprint },
      reach: { failing: 1, seen: 1, of: ['origin.example.com'] },
      breaksAt: EXPIRED.notAfter,
    });
    expect(found.evidence).toEqual([
      'Served: CN=origin.example.com, issued by CN=Example Public CA 2, O=Example Trust, serial 0A1B2C3D4E5…',
      'By: 203.0.113.7:443 for origin.example.com',
      'Valid: 1 Jun 2026, 00:00 UTC to 20 Nov 2026, 02:00 UTC',
    ]);
  });

  test('ruled out: valid to the very moment of the examination', () => {
    const last = certificate({ notAfter: EXAMINED_AT });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(completedDial({}, { chain: [last] })) })).kind).toBe(
      'ruled-out',
    );
  });

  test('not an expired intermediate: the leaf decides', () => {
    const chain = [certificate(), intermediate({ notAfter: '2026-11-20T02:00:00.000Z' })];
    expect(verdict(rule, originEvidence({ handshakes: handshakes(completedDial({}, { chain })) })).kind).toBe(
      'ruled-out',
    );
  });

  test('one good address does not hide the two bad ones', () => {
    const dials = handshakes(completedDial(), dial('203.0.113.8'), dial('203.0.113.9'));
    const found = finding(rule, originEvidence({ handshakes: dials }));
    expect(found.title).toMatch(/ on 2 of 3 addresses$/);
    expect(found.reach).toEqual({ failing: 2, seen: 3, of: ['203.0.113.8', '203.0.113.9'] });
    expect(found.explanation).toContain('203.0.113.8 and 203.0.113.9');
    expect(found.remedy.map(({ action }) => action).join()).toContain('on 203.0.113.8, 203.0.113.9');
    expect(found.remedy.at(-1)?.verify).toContain('-connect 203.0.113.8:443');
    expect(found.remedy[0]?.action).toMatch(/^203\.0\.113\.7 serves another certificate, without this fault/);
    expect(found.remedy.map(({ command }) => command).join()).not.toContain('certbot');
  });

  test('a certificate that came before an alert counts', () => {
    const alert = failedDial({ kind: 'alert', code: 40, description: 'handshake_failure', chain: CHAIN });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(alert) })).kind).toBe('found');
  });

  test('unseen: no dial got as far as a certificate', () => {
    const dials = handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }), failedDial({ kind: 'refused' }));
    expect(verdict(rule, originEvidence({ handshakes: dials }))).toMatchObject({
      kind: 'not-judged',
      reason: 'no dial got as far as a certificate',
    });
    expect(verdict(rule, originEvidence({ handshakes: unavailable('out of time') }))).toMatchObject({
      kind: 'not-judged',
      need: 'handshakes',
    });
  });

  test('an http-only origin has no certificate to judge', () => {
    const connection = customConnection({ protocolPolicy: 'http-only' });
    const dials = handshakes(failedDial({ kind: 'connected' }, { scheme: 'http', port: 80 }));
    expect(verdict(rule, originEvidence({ handshakes: dials }, { connection })).kind).toBe('not-applicable');
  });

  test('a load balancer that may not be read does not stop it', () => {
    const denied = unavailable('denied', 'elasticloadbalancing:DescribeLoadBalancers');
    const seen = { loadBalancer: denied, listener: denied, certificates: denied, candidates: denied };
    expect(finding(rule, originEvidence({ handshakes: handshakes(dial()), ...seen })).certainty).toBe('proven');
  });

  test('the dead end of ACM only where ACM issued it', () => {
    const tempting = (type: string) =>
      finding(
        rule,
        originEvidence({
          handshakes: handshakes(dial()),
          ...behindLoadBalancer({ certificates: observed([managedCertificate({ type })]) }),
        }),
      ).deadEnds.map((one) => one.tempting);
    expect(tempting('AMAZON_ISSUED')[0]).toContain('validation record');
    expect(tempting('IMPORTED').join()).not.toContain('validation record');
    expect(tempting('IMPORTED')).toHaveLength(3);
  });
});
