import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../lambda/diagnose.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { closedToUsOpenToCloudfront as rule } from '../../lambda/rules/closed-to-us-open-to-cloudfront.ts';
import { rules } from '../../lambda/rules/index.ts';
import { portUnreachable } from '../../lambda/rules/port-unreachable.ts';
import {
  behindLoadBalancer,
  completedDial,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';
import { gates, IPV4_LIST, inbound } from '../security-groups.ts';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const silent = (address = '203.0.113.7') => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });
const closed = (address?: string): Handshake => ({ ...silent(address), closedToUs: GROUP });
const said = (...dials: Handshake[]) => verdict(rule, originEvidence({ handshakes: handshakes(...dials) }));

describe('a port that is open to CloudFront and closed to us', () => {
  test('is told as a fact that never leads', () => {
    expect(said(closed(), closed('203.0.113.8'))).toMatchObject({
      kind: 'found',
      leads: false,
      finding: {
        title: `Port 443 is open to CloudFront and closed to us, as it should be: security group ${GROUP} admits CloudFront's addresses`,
        evidence: ['Silent to us: 203.0.113.7:443 and 203.0.113.8:443'],
        remedy: [],
      },
    });
  });

  test.each([
    ['a silence that no rule explains', silent()],
    ['an answer', completedDial()],
    ['a refusal', failedDial({ kind: 'refused' })],
  ])('is not %s', (_what, dial) => {
    expect(said(dial).kind).toBe('ruled-out');
  });

  test('acquits the port: it is not called unreachable, unless another dial is', () => {
    const of = (...dials: Handshake[]) =>
      verdict(portUnreachable, originEvidence({ handshakes: handshakes(...dials) }));
    expect(of(closed())).toMatchObject({ kind: 'not-judged' });
    expect(of(closed(), silent('2001:db8::7'))).toMatchObject({
      kind: 'found',
      finding: { evidence: ['Silent: [2001:db8::7]:443'] },
    });
  });

  test('leaves the rest to the records: without a fault there it is inconclusive, in these words', () => {
    const seen = behindLoadBalancer({
      handshakes: handshakes(closed()),
      securityGroups: observed(gates([inbound({ prefixListIds: [IPV4_LIST.id] })])),
    });
    const evidence = {
      ...({ schemaVersion: 1, subject: { kind: 'distribution', id: 'E2EXAMPLE' }, examinedAt: EXAMINED_AT } as const),
      distribution: observed(distribution()),
      origins: [originEvidence(seen)],
    };
    const { conclusion, notices } = diagnose(evidence, rules);
    expect(conclusion).toEqual({
      kind: 'inconclusive',
      reason: `203.0.113.7:443 (origin.example.com) did not answer us: security group ${GROUP} admits CloudFront on port 443 and not us, so what lies behind it could not be tried from here`,
    });
    expect(notices.map(({ ruleId }) => ruleId)).toEqual(['closed-to-us-open-to-cloudfront']);
  });
});
