import { describe, expect, test } from '@jest/globals';
import type { Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { handshakeStalled } from '../../lambda/rules/handshake-stalled.ts';
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

describe('a handshake that never ends', () => {
  test.each([['silence', failedDial(SILENCE), 'likely', 'A firewall may admit CloudFront and not us']] as const)(
    '%s is found',
    (_how, dial, certainty, words) => {
      const found = finding(handshakeStalled, seen(dial));
      expect(found).toMatchObject({ certainty, witness: { kind: 'endpoint', key: 'origin.example.com:443' } });
      expect(found.title).toContain('does not finish the TLS handshake');
      expect(`${found.explanation} ${found.evidence.join(' ')}`).toContain(words);
      expect(found.remedy.length).toBeGreaterThan(0);
    },
  );

  test("leads for the distribution's own name only where no alias is served", () => {
    const own = { serverName: distribution().domainName, hostForwarded: 'yes' } as const;
    const bad = failedDial(SILENCE, { ...own, address: '203.0.113.8' });
    const alias = { serverName: 'www.example.com', hostForwarded: 'yes' } as const;
    expect(verdict(handshakeStalled, seen(completedDial(alias), bad))).toMatchObject({ kind: 'found', leads: false });
    expect(verdict(handshakeStalled, seen(failedDial(SILENCE, alias), bad))).toMatchObject({
      kind: 'found',
      leads: true,
    });
  });

  test.each([
    ['a handshake that completes', completedDial()],
    ['an alert without a cause', failedDial(ALERT)],
    ['a reset', failedDial(RESET)],
    ['nonsense', failedDial(BROKEN)],
    ['a cipher that helps', helped],
    ['a demand for a certificate', failedDial(asked)],
  ])('%s rules it out', (_how, dial) => {
    expect(verdict(handshakeStalled, seen(dial)).kind).toBe('ruled-out');
  });

  test('a port that does not open does not tell', () => {
    const closed = [failedDial({ kind: 'refused' }), failedDial({ kind: 'timed-out', phase: 'connect' })];
    expect(verdict(handshakeStalled, seen(...closed)).kind).toBe('not-judged');
    expect(verdict(handshakeStalled, seen(failedDial({ kind: 'reset', phase: 'connect' }))).kind).toBe('not-judged');
  });

  test('is not judged unseen, and has no meaning over HTTP', () => {
    expect(verdict(handshakeStalled, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(handshakeStalled, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
