import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { portRefused } from '../../lambda/rules/port-refused.ts';
import {
  completedDial,
  failedDial,
  finding,
  handshakes,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const refused = (address: string, serverName = 'origin.example.com') =>
  failedDial({ kind: 'refused' }, { address, serverName });
const seen = (...dials: Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

describe('a refused connection', () => {
  test('is likely at most: a firewall may treat CloudFront otherwise', () => {
    expect(finding(portRefused, seen(refused('203.0.113.7')))).toMatchObject({
      certainty: 'likely',
      title: 'Origin origin.example.com refuses connections on port 443',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      explanation: expect.stringContaining('We are not CloudFront'),
    });
  });

  test('on some addresses says how many of how many, each once whatever names were dialled', () => {
    const dials = [
      refused('203.0.113.7'),
      refused('203.0.113.7', 'www.example.com'),
      completedDial({ address: '203.0.113.8' }),
      completedDial({ address: '203.0.113.8', serverName: 'www.example.com' }),
      completedDial({ address: '203.0.113.9' }),
    ];
    expect(finding(portRefused, seen(...dials))).toMatchObject({
      title: 'Origin origin.example.com refuses connections on port 443 on 1 of 3 addresses',
      reach: { failing: 1, seen: 3, of: ['203.0.113.7'] },
      evidence: ['Refused: 203.0.113.7:443'],
    });
  });

  test('over plain HTTP counts as well', () => {
    const dial = failedDial({ kind: 'refused' }, { scheme: 'http', port: 80 });
    expect(finding(portRefused, seen(dial)).title).toContain('on port 80');
  });

  test.each([
    ['an open port', failedDial({ kind: 'connected' })],
    ['a completed handshake', completedDial()],
    ['an alert', failedDial({ kind: 'alert', code: 40, description: 'handshake_failure' })],
    ['another protocol', failedDial({ kind: 'not-tls', firstBytes: 'SSH-2.0' })],
  ])('is ruled out by %s', (_what, dial) => {
    expect(verdict(portRefused, seen(dial)).kind).toBe('ruled-out');
  });

  test.each([
    ['silence', failedDial({ kind: 'timed-out', phase: 'connect' })],
    ['no route', failedDial({ kind: 'unreachable', reason: 'ENETUNREACH' })],
    ['an address that was not dialled', failedDial({ kind: 'not-dialled', reason: 'loopback' })],
  ])('is not %s: nothing is known of the port', (_what, dial) => {
    expect(verdict(portRefused, seen(dial)).kind).toBe('not-judged');
  });

  test('is not judged unseen', () => {
    expect(verdict(portRefused, originEvidence({ handshakes: unavailable('a VPC origin') })).kind).toBe('not-judged');
  });
});

describe('the remedy', () => {
  test('looks at the server first, and checks with this address', () => {
    const { remedy, deadEnds } = finding(portRefused, seen(refused('203.0.113.7')));
    expect(remedy[0]).toMatchObject({
      command: "sudo ss -ltnp 'sport = :443'",
      verify: 'nc -vz -w 5 203.0.113.7 443',
    });
    expect(remedy.some(({ action }) => action.includes('out of the DNS record'))).toBe(false);
    expect(deadEnds.map(({ tempting }) => tempting)).toContain('Replacing the certificate');
  });

  test('takes an address that alone fails out of DNS', () => {
    const { remedy } = finding(portRefused, seen(refused('203.0.113.7'), completedDial({ address: '203.0.113.8' })));
    expect(remedy[1]?.action).toContain('take 203.0.113.7 out of the DNS record of origin.example.com');
  });
});

describe('where another cause explains it', () => {
  test('a missing listener is what to mend', () => {
    const missing = observed({ kind: 'missing', port: 443, others: [] } as const);
    const evidence = originEvidence({ handshakes: handshakes(refused('203.0.113.7')), listener: missing });
    expect(finding(portRefused, evidence).remedy).toEqual([{ action: expect.stringContaining('Create the listener') }]);
  });

  test('an S3 website endpoint has no HTTPS port to begin with', () => {
    const evidence = originEvidence({ handshakes: handshakes(refused('203.0.113.7')) }, { kind: 's3-website' });
    expect(verdict(portRefused, evidence).kind).toBe('not-applicable');
  });
});
