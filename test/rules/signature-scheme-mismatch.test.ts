import { describe, expect, test } from '@jest/globals';
import type { FollowUp, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { signatureSchemeMismatch } from '../../lambda/rules/signature-scheme-mismatch.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
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
  handshakes: handshakes(followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'X25519')),
});

describe('no signature scheme in common', () => {
  test('is found by what completes, and likely', () => {
    const found = finding(signatureSchemeMismatch, evidence);
    expect(found).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('signs only in a way that CloudFront does not offer'),
    });
    expect(found.evidence[1]).toMatch(/^Asked again with every .*: completed with/);
  });

  test('is mended by another key', () => {
    const [step] = finding(signatureSchemeMismatch, evidence).remedy;
    expect(step?.command).toContain('ec_paramgen_curve:prime256v1 -nodes');
    expect(step?.command).toContain('/CN=origin.example.com');
  });

  test('is ruled out by a handshake that completes, TLS 1.3 alone included', () => {
    expect(verdict(signatureSchemeMismatch, originEvidence({ handshakes: handshakes(completedDial()) })).kind).toBe(
      'ruled-out',
    );
  });

  test('says on which addresses', () => {
    const dials = handshakes(
      completedDial({ address: '203.0.113.8' }),
      followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'X25519'),
    );
    expect(finding(signatureSchemeMismatch, originEvidence({ handshakes: dials })).reach).toEqual({
      failing: 1,
      seen: 2,
      of: ['203.0.113.7'],
    });
  });

  test.each([
    ['a version of TLS', followed('any-protocol', 'TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'prime256v1')],
    ['a cipher', followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256')],
    ['a group', followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'secp521r1')],
  ])('is not %s', (_what, dial) => {
    expect(verdict(signatureSchemeMismatch, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('is neither found nor ruled out by a refusal without a reason', () => {
    const silent = [failedDial(ALERT), failedDial({ kind: 'reset', phase: 'handshake' })];
    expect(verdict(signatureSchemeMismatch, originEvidence({ handshakes: handshakes(...silent) })).kind).toBe(
      'not-judged',
    );
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(signatureSchemeMismatch, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(signatureSchemeMismatch, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
