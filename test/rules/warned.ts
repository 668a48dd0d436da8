import { expect } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { Rule } from '../../lambda/rule.ts';
import {
  customConnection,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const seen = (...dials: readonly Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

/** A warning: told for `bad`, never leading, by how many addresses; not for `good`, nor unseen, nor over HTTP. */
export function isWarning(rule: Rule, bad: Handshake, good: Handshake, title: string): void {
  expect(rule.warning).toBe(true);
  expect(verdict(rule, seen(bad))).toMatchObject({ kind: 'found', leads: false });
  expect(finding(rule, seen(bad)).title).toContain(title);
  expect(finding(rule, seen(bad)).remedy.length).toBeGreaterThan(0);
  const elsewhere = { ...good, target: { ...good.target, address: '203.0.113.8' } };
  expect(finding(rule, seen(bad, elsewhere)).title).toMatch(/ on 1 of 2 addresses$/);
  expect(verdict(rule, seen(good)).kind).toBe('ruled-out');
  expect(verdict(rule, seen(failedDial({ kind: 'alert', code: 40, description: 'handshake_failure' }))).kind).toBe(
    'not-judged',
  );
  expect(verdict(rule, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
  const connection = customConnection({ protocolPolicy: 'http-only' });
  expect(verdict(rule, originEvidence({}, { connection })).kind).toBe('not-applicable');
}
