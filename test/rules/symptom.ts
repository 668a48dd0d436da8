import { describe, expect, test } from '@jest/globals';
import type { HandshakeFault } from '../../lambda/handshake-faults.ts';
import type { Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import type { Rule } from '../../lambda/rule.ts';
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
const asked: HandshakeOutcome = { ...ALERT, code: 40, clientCertificateRequested: true };
const helped = {
  ...failedDial(ALERT),
  followUps: [{ asked: 'any-cipher', outcome: { kind: 'completed', protocol: 'TLSv1.2', cipher: 'DHE' } }],
} as const;
const seen = (...dials: Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

/** How a dial ends whose cause does not show, and the one rule that names it. */
const ENDS: readonly (readonly [HandshakeFault, string, HandshakeOutcome])[] = [
  ['handshake-failed', 'an alert', ALERT],
  ['handshake-cut', 'a reset within the handshake', { kind: 'reset', phase: 'handshake' }],
  ['handshake-cut', 'an end within the handshake', { kind: 'closed', phase: 'handshake' }],
  ['connection-reset', 'a reset before TLS', { kind: 'reset', phase: 'hello' }],
  ['connection-closed', 'an end before TLS', { kind: 'closed', phase: 'hello' }],
  ['handshake-stalled', 'silence', { kind: 'timed-out', phase: 'handshake' }],
  ['handshake-malformed', 'nonsense', { kind: 'malformed', what: 'a record too long' }],
];

/** What one of these rules must say. `words`: each is in the explanation or the evidence of one of its ends. */
type Symptom = { readonly title: string; readonly words: readonly string[]; readonly overHttp?: true };

/** A rule for an end without a cause: found for its own ends, for no other's, and never proven. */
export function isSymptom(rule: Rule, { title, words, overHttp }: Symptom): void {
  const own = ENDS.filter(([id]) => id === rule.id).map(([, , outcome]) => outcome);

  describe(`${rule.id}, by how a dial ends`, () => {
    test.each(ENDS)('%s names %s', (id, _how, outcome) => {
      expect(verdict(rule, seen(failedDial(outcome))).kind).toBe(id === rule.id ? 'found' : 'ruled-out');
    });

    test('is likely, about the endpoint, with something to do', () => {
      const said = own.map((outcome) => finding(rule, seen(failedDial(outcome))));
      for (const found of said) {
        expect(found).toMatchObject({
          certainty: 'likely',
          witness: { kind: 'endpoint', key: 'origin.example.com:443' },
        });
        expect(found.title).toContain(title);
        expect(found.remedy.length).toBeGreaterThan(0);
      }
      const text = said.flatMap(({ explanation, evidence }) => [explanation, ...evidence]).join(' ');
      for (const piece of words) expect(text).toContain(piece);
    });

    test("leads for the distribution's own name only where no alias is served", () => {
      const alias = { serverName: 'www.example.com', hostForwarded: 'yes' } as const;
      const name = { serverName: distribution().domainName, hostForwarded: 'yes', address: '203.0.113.8' } as const;
      for (const outcome of own) {
        const bad = failedDial(outcome, name);
        expect(verdict(rule, seen(completedDial(alias), bad))).toMatchObject({ kind: 'found', leads: false });
        expect(verdict(rule, seen(failedDial(outcome, alias), bad))).toMatchObject({ kind: 'found', leads: true });
      }
    });

    test.each([
      ['a handshake that completes', completedDial()],
      ['a cipher that helps', helped],
      ['a demand for a certificate', failedDial(asked)],
    ])('is ruled out by %s', (_how, dial) => {
      expect(verdict(rule, seen(dial)).kind).toBe('ruled-out');
    });

    test('is not told by a port that does not open, nor unseen', () => {
      const closed = [failedDial({ kind: 'refused' }), failedDial({ kind: 'timed-out', phase: 'connect' })];
      expect(verdict(rule, seen(...closed)).kind).toBe('not-judged');
      expect(verdict(rule, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    });

    test('has its meaning over HTTP', () => {
      const connection = customConnection({ protocolPolicy: 'http-only' });
      const open = handshakes(failedDial({ kind: 'connected' }, { scheme: 'http', port: 80 }));
      const said = verdict(rule, originEvidence({ handshakes: open }, { connection })).kind;
      expect(said).toBe(overHttp ? 'ruled-out' : 'not-applicable');
    });
  });
}

/** The rule for a connection that is `kind` while it opens, over TLS or not. `does`: its verb in a title. */
export function isToldWhileOpening(rule: Rule, kind: 'closed' | 'reset', does: string): void {
  const opening = { kind, phase: 'connect' } as const;

  describe(`a connection that is ${kind} while it opens`, () => {
    test('is told as such, over HTTP too', () => {
      const dial = failedDial(opening, { scheme: 'http', port: 80 });
      const connection = customConnection({ protocolPolicy: 'http-only' });
      const found = finding(rule, originEvidence({ handshakes: handshakes(dial) }, { connection }));
      expect(found.title).toContain(`${does} the connection while it is being opened`);
      expect(found.remedy[0]?.verify).toMatch(/^nc /);
    });

    test('on one address of two says which', () => {
      expect(finding(rule, seen(completedDial(), failedDial(opening, { address: '203.0.113.8' })))).toMatchObject({
        title: expect.stringContaining('on 1 of 2 addresses'),
        reach: { failing: 1, seen: 2, of: ['203.0.113.8'] },
      });
    });

    test('is no refusal of a name that another name does not meet', () => {
      const named = failedDial({ kind, phase: 'hello' }, { serverName: 'www.example.com' });
      expect(verdict(rule, seen(completedDial(), named)).kind).toBe('ruled-out');
    });
  });
}
