import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { portUnreachable } from '../../lambda/rules/port-unreachable.ts';
import { completedDial, failedDial, handshakes, observed, originEvidence, verdict } from '../evidence.ts';
import { gates, inbound } from '../security-groups.ts';

const silent = (address = '203.0.113.7') => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });
const said = (...dials: Handshake[]) => verdict(portUnreachable, originEvidence({ handshakes: handshakes(...dials) }));

describe('a port that does not answer us', () => {
  test.each([
    ['silence', silent()],
    ['no route', failedDial({ kind: 'unreachable', reason: 'EHOSTUNREACH' })],
  ])('%s never leads: a firewall may admit CloudFront alone', (_what, dial) => {
    expect(said(dial)).toMatchObject({
      kind: 'found',
      leads: false,
      finding: {
        certainty: 'likely',
        title: 'Origin origin.example.com does not answer us on port 443',
        explanation: expect.stringContaining('A firewall may admit CloudFront and not us'),
      },
    });
  });

  test('on some addresses says how many of how many', () => {
    expect(said(silent(), completedDial({ address: '203.0.113.8' }))).toMatchObject({
      leads: false,
      finding: { title: expect.stringContaining('on 1 of 2 addresses'), reach: { failing: 1, seen: 2 } },
    });
  });

  test.each([
    ['an answer', completedDial()],
    ['a refusal', failedDial({ kind: 'refused' })],
    ['silence after the connection', failedDial({ kind: 'timed-out', phase: 'handshake' })],
  ])('is ruled out by %s', (_what, dial) => {
    expect(said(dial).kind).toBe('ruled-out');
  });

  test('says that the security group is not why, where it admits everybody', () => {
    const by = (...rules: Parameters<typeof gates>[0]) =>
      verdict(
        portUnreachable,
        originEvidence({ handshakes: handshakes(silent()), securityGroups: observed(gates(rules)) }),
      );
    expect(by(inbound({ cidrs: ['0.0.0.0/0'] }))).toMatchObject({
      leads: false,
      finding: { explanation: expect.stringContaining('sg-0a1b2c3d4e5f60718 admits everybody on this port') },
    });
    expect(by()).toMatchObject({ finding: { explanation: expect.stringContaining('A firewall may admit') } });
  });

  test('is not judged where nothing was dialled', () => {
    expect(said(failedDial({ kind: 'not-dialled', reason: 'loopback' })).kind).toBe('not-judged');
  });
});
