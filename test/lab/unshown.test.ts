import { describe, expect, test } from '@jest/globals';
import { type Claim, found, nothing, type OriginRow, seen } from '../../lab/kinds/claim.ts';
import { type Column, unshown } from '../../lab/unshown.ts';
import type { Conclusion, Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Evidence, Observations } from '../../lambda/model/evidence.ts';
import type { Finding } from '../../lambda/model/finding.ts';
import { portRefused } from '../../lambda/rules/port-refused.ts';
import {
  behindLoadBalancer,
  completedDial,
  EXAMINED_AT,
  failedDial,
  finding,
  handshakes,
  notApplicable,
  observed,
  originEvidence,
} from '../evidence.ts';

const SUBJECT = { kind: 'distribution', id: 'EDFDVBD632BHDS5' } as const;
const REFUSED = handshakes(failedDial({ kind: 'refused' }));
const ROW: OriginRow = { origin: 'Made-up', is: ({ origin }) => origin.kind === 'other', read: [], decided: [] };

const refused = finding(portRefused, originEvidence({ handshakes: REFUSED }));

/** What is missing where an origin was seen so and this was said of it. */
function lacks(
  column: Column,
  claim: Claim,
  observations: Partial<Observations>,
  conclusion: Conclusion,
  notices: readonly Finding[] = [],
): string[] {
  const examined = { schemaVersion: 1, subject: SUBJECT, examinedAt: EXAMINED_AT } as const;
  const origins = [originEvidence(observations)];
  const evidence: Evidence = { ...examined, distribution: notApplicable(), origins };
  const diagnosis: Diagnosis = { ...examined, conclusion, notices, ruledOut: [], blindSpots: [] };
  return unshown(ROW, column, claim, { evidence: [evidence], messages: [{ diagnosis }] });
}

const told: Conclusion = { kind: 'root-cause', primary: refused, also: [] };
const silent: Conclusion = { kind: 'inconclusive', reason: 'a firewall' };

describe('a claim of README’s table is shown by its case', () => {
  test('not where the case has no such origin', () => {
    const other = { ...ROW, is: () => false };
    const evidence: Evidence = {
      ...{ schemaVersion: 1, subject: SUBJECT, examinedAt: EXAMINED_AT },
      ...{ distribution: notApplicable(), origins: [originEvidence()] },
    };
    expect(unshown(other, 'read', seen('x', 'a-case', 'listener'), { evidence: [evidence], messages: [] })).toEqual([
      'no origin of a-case is of the kind: Made-up',
    ]);
  });

  test('where what is claimed was read, and holds the piece', () => {
    const there = behindLoadBalancer();
    expect(lacks('read', seen('x', 'a', 'listener'), there, told)).toEqual([]);
    expect(lacks('read', seen('x', 'a', 'listener', '"HTTPS"'), there, told)).toEqual([]);
    expect(lacks('read', seen('x', 'a', 'listener', '"TCP"'), there, told)).toEqual([
      'listener was not read, or holds no "TCP"',
    ]);
    expect(lacks('read', seen('x', 'a', 'listener'), {}, told)).toEqual(['listener was not read, or is empty']);
    expect(lacks('read', seen('x', 'a', 'certificates'), { certificates: observed([]) }, told)).toEqual([
      'certificates was not read, or is empty',
    ]);
  });

  test('where the rule tells of it; a notice is no decision', () => {
    const closed = { handshakes: REFUSED };
    expect(lacks('decided', found('x', 'a', 'port-refused'), closed, told)).toEqual([]);
    expect(lacks('read', found('x', 'a', 'port-refused'), closed, silent, [refused])).toEqual([]);
    expect(lacks('decided', found('x', 'a', 'port-refused'), closed, silent, [refused])).toEqual([
      'port-refused does not tell of origin web',
    ]);
    const elsewhere: Conclusion = { ...told, primary: { ...refused, originId: 'another' } };
    expect(lacks('decided', found('x', 'a', 'port-refused'), closed, elsewhere)).toHaveLength(1);
  });

  test('not decided without a dial where one was answered, however badly', () => {
    const claim = found('x', 'a', 'port-refused');
    const said = (kind: string) => [`203.0.113.7 was dialled: ${kind}`];
    expect(lacks('decided', claim, { handshakes: handshakes(completedDial()) }, told)).toEqual(said('completed'));
    const stalled = handshakes(failedDial({ kind: 'timed-out', phase: 'hello' }));
    expect(lacks('decided', claim, { handshakes: stalled }, told)).toEqual(said('timed-out'));
    const silence = handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }));
    expect(lacks('decided', claim, { handshakes: silence }, told)).toEqual([]);
  });

  test('nothing read, nothing decided', () => {
    expect(lacks('read', nothing('a'), {}, told)).toEqual([]);
    expect(lacks('read', nothing('a'), behindLoadBalancer(), told)).toContain('loadBalancer was read');
    expect(lacks('decided', nothing('a'), { handshakes: REFUSED }, silent)).toEqual([]);
    expect(lacks('decided', nothing('a'), { handshakes: REFUSED }, told)).toEqual(['the conclusion is root-cause']);
  });
});
