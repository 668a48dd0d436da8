import { describe, expect, test } from '@jest/globals';
import type { Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { clientCertificateRequired } from '../../lambda/rules/client-certificate-required.ts';
import {
  behindLoadBalancer,
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  listener,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 80, description: 'internal_error' };
const RESET: HandshakeOutcome = { kind: 'reset', phase: 'handshake' };
const asked: HandshakeOutcome = { ...ALERT, code: 40, clientCertificateRequested: true };
const helped = {
  ...failedDial(ALERT),
  followUps: [{ asked: 'any-cipher', outcome: { kind: 'completed', protocol: 'TLSv1.2', cipher: 'DHE' } }],
} as const;
const refusedBy = (how: 'alert' | 'closed') => ({
  ...completedDial({}, { clientCertificateRequested: true }),
  refusedAfterwards: { how },
});
const seen = (...dials: Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

describe('a demand for a client certificate', () => {
  test.each([
    ['an alert after the demand', failedDial(asked), 'proven', 'TLS alert 40'],
    ['alert 116', failedDial({ ...ALERT, code: 116 }), 'proven', 'TLS alert 116'],
    ['a reset after the demand', failedDial({ ...RESET, clientCertificateRequested: true }), 'likely', 'resetting'],
    ['an alert after the handshake', refusedBy('alert'), 'proven', 'a TLS alert after the handshake'],
    ['an end after the handshake', refusedBy('closed'), 'likely', 'closing the connection after'],
  ] as const)('%s is found', (_how, dial, certainty, words) => {
    const found = finding(clientCertificateRequired, seen(dial));
    expect(found).toMatchObject({ certainty, witness: { kind: 'endpoint', key: 'origin.example.com:443' } });
    expect(found.title).toContain('demands a client certificate');
    expect(`${found.explanation} ${found.evidence.join(' ')}`).toContain(words);
    expect(found.remedy.length).toBeGreaterThan(0);
  });

  test('is left open where CloudFront has a client certificate and we do not', () => {
    const clientCertificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/1';
    const mutual = originEvidence(
      { handshakes: handshakes(failedDial(asked)) },
      { connection: customConnection({ clientCertificateArn }) },
    );
    expect(verdict(clientCertificateRequired, mutual)).toMatchObject({
      kind: 'not-judged',
      reason: expect.stringContaining('CloudFront has one'),
    });
  });

  test('offers origin mTLS, or to turn it off on the listener', () => {
    const mutualAuthentication = 'verify';
    const behind = behindLoadBalancer({
      handshakes: handshakes(failedDial(asked)),
      listener: observed(listener({ mutualAuthentication })),
    });
    const { remedy } = finding(clientCertificateRequired, originEvidence(behind));
    expect(remedy[0]?.command).toContain('OriginMtlsConfig');
    expect(remedy[1]?.command).toContain('--mutual-authentication Mode=off');
  });

  test.each([
    ['a handshake that completes', completedDial()],
    ['an optional demand', completedDial({}, { clientCertificateRequested: true })],
    ['a cipher that helps', helped],
  ])('%s rules it out', (_how, dial) => {
    expect(verdict(clientCertificateRequired, seen(dial)).kind).toBe('ruled-out');
  });

  test('a port that does not open does not tell', () => {
    const closed = [failedDial({ kind: 'refused' }), failedDial({ kind: 'timed-out', phase: 'connect' })];
    expect(verdict(clientCertificateRequired, seen(...closed)).kind).toBe('not-judged');
    expect(verdict(clientCertificateRequired, seen(failedDial({ kind: 'reset', phase: 'connect' }))).kind).toBe(
      'not-judged',
    );
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(clientCertificateRequired, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(clientCertificateRequired, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
