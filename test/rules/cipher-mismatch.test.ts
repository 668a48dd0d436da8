import { describe, expect, test } from '@jest/globals';
import type { FollowUp, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { cipherMismatch } from '../../lambda/rules/cipher-mismatch.ts';
import { handshakeFailed } from '../../lambda/rules/handshake-failed.ts';
import { protocolMismatch } from '../../lambda/rules/protocol-mismatch.ts';
import { serverNameRejected } from '../../lambda/rules/server-name-rejected.ts';
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
  handshakes: handshakes(followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256')),
});

describe('no cipher in common', () => {
  test('is found by what completes, and likely', () => {
    const found = finding(cipherMismatch, evidence);
    expect(found).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('accepts no cipher that CloudFront offers'),
    });
    expect(found.evidence[1]).toMatch(/^Asked again with every .*: completed with/);
  });

  test('says what was chosen, and that 3DES and RC4 were refused', () => {
    const dial = followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256');
    const legacy = { asked: 'legacy' as const, outcome: { kind: 'failed' as const, as: 'alert' as const } };
    const silence = { asked: 'legacy' as const, outcome: { kind: 'failed' as const, as: 'timed-out' as const } };
    const seen = handshakes({ ...dial, followUps: [legacy, ...dial.followUps] });
    const silent = originEvidence({ handshakes: handshakes({ ...dial, followUps: [silence, ...dial.followUps] }) });
    expect(finding(cipherMismatch, silent).explanation).not.toContain('3DES');
    const { explanation } = finding(cipherMismatch, originEvidence({ handshakes: seen }));
    expect(finding(cipherMismatch, evidence).explanation).not.toContain('3DES');
    expect(explanation).toContain('chose DHE-RSA-AES128-GCM-SHA256 over TLSv1.2');
    expect(explanation).toContain('3DES and RC4');
  });

  test('behind a load balancer is its security policy', () => {
    const seen = behindLoadBalancer({
      handshakes: handshakes(followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256')),
    });
    const [step] = finding(cipherMismatch, originEvidence(seen)).remedy;
    expect(step?.command).toContain(`modify-listener --region eu-west-1 --listener-arn ${LISTENER_ARN} --ssl-policy`);
  });

  test('is ruled out by a handshake that completes, TLS 1.3 alone included', () => {
    expect(verdict(cipherMismatch, originEvidence({ handshakes: handshakes(completedDial()) })).kind).toBe('ruled-out');
  });

  test('says on which addresses', () => {
    const dials = handshakes(
      completedDial({ address: '203.0.113.8' }),
      followed('any-cipher', 'TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256'),
    );
    expect(finding(cipherMismatch, originEvidence({ handshakes: dials })).reach).toEqual({
      failing: 1,
      seen: 2,
      of: ['203.0.113.7'],
    });
  });

  test('accuses no address that takes 3DES by hand, whatever its other names met', () => {
    const byHand = completedDial({}, { byHand: true, protocol: 'TLSv1.2', cipher: 'DES-CBC3-SHA' });
    const other = failedDial({ kind: 'alert', code: 71, description: 'x' }, { serverName: 'www.example.com' });
    const seen = originEvidence({ handshakes: handshakes(byHand, other) });
    expect(verdict(cipherMismatch, seen).kind).toBe('ruled-out');
    for (const rule of [protocolMismatch, serverNameRejected, handshakeFailed])
      expect(verdict(rule, seen).kind).toBe('ruled-out');
  });

  test.each([
    ['a version of TLS', followed('any-protocol', 'TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'prime256v1')],
    ['a group', followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'secp521r1')],
    ['a signature scheme', followed('anything', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'X25519')],
  ])('is not %s', (_what, dial) => {
    expect(verdict(cipherMismatch, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('is neither found nor ruled out by a refusal without a reason', () => {
    const silent = [failedDial(ALERT), failedDial({ kind: 'reset', phase: 'handshake' })];
    expect(verdict(cipherMismatch, originEvidence({ handshakes: handshakes(...silent) })).kind).toBe('not-judged');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(cipherMismatch, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(cipherMismatch, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
