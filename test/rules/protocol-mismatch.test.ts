import { describe, expect, test } from '@jest/globals';
import type { FollowUp, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { protocolMismatch } from '../../lambda/rules/protocol-mismatch.ts';
import {
  behindLoadBalancer,
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  LISTENER_ARN,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 40, description: 'handshake_failure' };
const followed = (asked: FollowUp['asked'], protocol: string, cipher: string, group?: string) => ({
  ...failedDial(ALERT),
  followUps: [{ asked, outcome: { kind: 'completed' as const, protocol, cipher, group } }],
});
const evidence = originEvidence({
  handshakes: handshakes(followed('any-protocol', 'TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'prime256v1')),
});

describe('no version of TLS in common', () => {
  test('is found by what completes, and likely', () => {
    const found = finding(protocolMismatch, evidence);
    expect(found).toMatchObject({ certainty: 'likely', title: expect.stringContaining('speaks only TLSv1.1') });
    expect(found.evidence[1]).toMatch(/^Asked again with every .*: completed with/);
  });

  test('is what 3DES means over a version that is not offered', () => {
    const old = originEvidence({ handshakes: handshakes(followed('legacy', 'TLSv1', 'DES-CBC3-SHA')) });
    const { title, explanation } = finding(protocolMismatch, old);
    expect(title).toContain('speaks only TLSv1,');
    expect(explanation).toContain('Asked for DES-CBC3-SHA by hand, it chose TLSv1.');
  });

  test('lets CloudFront speak the old version, as a stop-gap', () => {
    const steps = finding(protocolMismatch, evidence).remedy;
    expect(steps[0]?.action).toContain('ssl_protocols TLSv1.2 TLSv1.3;');
    expect(steps[1]?.command).toContain('OriginSslProtocols = {"Quantity":2,"Items":["TLSv1.1","TLSv1.2"]}');
  });

  test.each([
    ['alert 70', { kind: 'alert', code: 70, description: 'protocol_version' }],
    ['a version that we refused', { ...ALERT, code: 70, sentByUs: true }],
  ] as const)('is what %s says, whatever is spoken instead', (_what, outcome) => {
    const found = finding(protocolMismatch, originEvidence({ handshakes: handshakes(failedDial(outcome)) }));
    expect(found.title).toContain('no version of TLS that CloudFront offers');
    expect(found.remedy).toHaveLength(1);
  });

  test('behind a load balancer is its security policy', () => {
    const seen = behindLoadBalancer({
      handshakes: handshakes(followed('any-protocol', 'TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'prime256v1')),
    });
    const [step] = finding(protocolMismatch, originEvidence(seen)).remedy;
    expect(step?.command).toContain(`modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN} --ssl-policy`);
  });

  test('is ruled out by a handshake that completes, TLS 1.3 alone included', () => {
    expect(verdict(protocolMismatch, originEvidence({ handshakes: handshakes(completedDial()) })).kind).toBe(
      'ruled-out',
    );
  });

  test('says on which addresses', () => {
    const dials = handshakes(
      completedDial({ address: '203.0.113.8' }),
      followed('any-protocol', 'TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'prime256v1'),
    );
    expect(finding(protocolMismatch, originEvidence({ handshakes: dials })).reach).toEqual({
      failing: 1,
      seen: 2,
      of: ['203.0.113.7'],
    });
  });

  test.each([
    ['a cipher', followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256')],
    ['a group', followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'secp521r1')],
    ['a signature scheme', followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'X25519')],
  ])('is not %s', (_what, dial) => {
    expect(verdict(protocolMismatch, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('is neither found nor ruled out by a refusal without a reason', () => {
    const silent = [failedDial(ALERT), failedDial({ kind: 'reset', phase: 'handshake' })];
    expect(verdict(protocolMismatch, originEvidence({ handshakes: handshakes(...silent) })).kind).toBe('not-judged');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(protocolMismatch, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(protocolMismatch, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
