import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { ec2NameAsOrigin as rule } from '../../lambda/rules/ec2-name-as-origin.ts';
import {
  certificate,
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  verdict,
} from '../evidence.ts';
import { shown } from './forwarded.ts';

const NAME = 'ec2-203-0-113-25.compute-1.amazonaws.com';
const at = (...dials: readonly Handshake[]) =>
  originEvidence({ handshakes: handshakes(...dials) }, { domainName: NAME, kind: 'ec2' });
const shows = (...dnsNames: readonly string[]) =>
  completedDial({ serverName: NAME }, { chain: [certificate({ dnsNames }), intermediate()] });

describe("an instance's AWS name as the origin, over HTTPS", () => {
  test('is proven by a certificate that does not carry it', () => {
    const found = finding(rule, at(shows('www.example.com')));
    expect(found).toMatchObject({ certainty: 'proven', witness: { kind: 'endpoint', key: `${NAME}:443` } });
    expect(found.explanation).toContain('Behavior * does not forward Host');
    expect(found.remedy[0]?.action).toContain('Give the server a name of your own');
    expect(found.remedy[0]?.action).toContain('Elastic IP');
    expect(found.deadEnds[0]?.tempting).toBe("Requesting a certificate for the instance's AWS name");
  });

  test('is ruled out where Host is forwarded, or a certificate carries the name', () => {
    expect(verdict(rule, at(...shown(NAME, 'www.example.com'))).kind).toBe('ruled-out');
    expect(verdict(rule, at(shows(NAME))).kind).toBe('ruled-out');
  });

  test('is not judged where no dial saw a certificate', () => {
    const silent = failedDial({ kind: 'timed-out', phase: 'connect' }, { serverName: NAME });
    expect(verdict(rule, at(silent)).kind).toBe('not-judged');
  });

  test('never speaks of a name of one’s own, nor over plain HTTP', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
    const plain = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(rule, originEvidence({}, { domainName: NAME, kind: 'ec2', connection: plain })).kind).toBe(
      'not-applicable',
    );
  });
});
