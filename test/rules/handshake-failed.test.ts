import { describe, expect, test } from '@jest/globals';
import type { Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { handshakeFailed } from '../../lambda/rules/handshake-failed.ts';
import {
  completedDial,
  customConnection,
  distribution,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 80, description: 'internal_error' };
const RESET: HandshakeOutcome = { kind: 'reset', phase: 'handshake' };
const SILENCE: HandshakeOutcome = { kind: 'timed-out', phase: 'handshake' };
const BROKEN: HandshakeOutcome = { kind: 'malformed', what: 'a record too long' };
const asked: HandshakeOutcome = { ...ALERT, code: 40, clientCertificateRequested: true };
const helped = {
  ...failedDial(ALERT),
  followUps: [{ asked: 'any-cipher', outcome: { kind: 'completed', protocol: 'TLSv1.2', cipher: 'DHE' } }],
} as const;
const seen = (...dials: Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

describe('an alert without a cause that shows', () => {
  test.each([['alert 80', failedDial(ALERT), 'likely', 'completed with nothing else']] as const)(
    '%s is found',
    (_how, dial, certainty, words) => {
      const found = finding(handshakeFailed, seen(dial));
      expect(found).toMatchObject({ certainty, witness: { kind: 'endpoint', key: 'origin.example.com:443' } });
      expect(found.title).toContain('ends the handshake with TLS alert 80 (internal_error)');
      expect(`${found.explanation} ${found.evidence.join(' ')}`).toContain(words);
      expect(found.remedy.length).toBeGreaterThan(0);
    },
  );

  test("leads for the distribution's own name only where no alias is served", () => {
    const own = { serverName: distribution().domainName, hostForwarded: 'yes' } as const;
    const bad = failedDial(ALERT, { ...own, address: '203.0.113.8' });
    const alias = { serverName: 'www.example.com', hostForwarded: 'yes' } as const;
    expect(verdict(handshakeFailed, seen(completedDial(alias), bad))).toMatchObject({ kind: 'found', leads: false });
    expect(verdict(handshakeFailed, seen(failedDial(ALERT, alias), bad))).toMatchObject({ kind: 'found', leads: true });
  });

  test.each([
    ['a handshake that completes', completedDial()],
    ['a reset', failedDial(RESET)],
    ['silence', failedDial(SILENCE)],
    ['nonsense', failedDial(BROKEN)],
    ['a cipher that helps', helped],
    ['a demand for a certificate', failedDial(asked)],
  ])('%s rules it out', (_how, dial) => {
    expect(verdict(handshakeFailed, seen(dial)).kind).toBe('ruled-out');
  });

  test('a port that does not open does not tell', () => {
    const closed = [failedDial({ kind: 'refused' }), failedDial({ kind: 'timed-out', phase: 'connect' })];
    expect(verdict(handshakeFailed, seen(...closed)).kind).toBe('not-judged');
    expect(verdict(handshakeFailed, seen(failedDial({ kind: 'reset', phase: 'connect' }))).kind).toBe('not-judged');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(handshakeFailed, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(handshakeFailed, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
