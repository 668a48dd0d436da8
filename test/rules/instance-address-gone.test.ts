import { describe, expect, test } from '@jest/globals';
import type { Observations } from '../../lambda/model/evidence.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { instanceAddressGone as rule } from '../../lambda/rules/instance-address-gone.ts';
import {
  completedDial,
  failedDial,
  finding,
  handshakes,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ADDRESS = '203.0.113.7';
const NAME = 'ec2-203-0-113-7.eu-west-1.compute.amazonaws.com';
const WHY = `no network interface in eu-west-1 of this account has ${ADDRESS}`;
const UNHELD = observed({ addresses: [ADDRESS], regions: ['eu-west-1'], why: WHY });

const silent = failedDial({ kind: 'timed-out', phase: 'connect' });
const refused = failedDial({ kind: 'refused' });

const of = (
  dials: readonly Handshake[],
  {
    name = NAME,
    cnames = [],
    unheld = UNHELD,
  }: { name?: string; cnames?: string[]; unheld?: Observations['unheld'] } = {},
) => {
  const resolution = observed({ kind: 'resolved' as const, name, cnames, addresses: [ADDRESS], cut: 0 });
  return originEvidence({ handshakes: handshakes(...dials), resolution, unheld }, { domainName: name });
};

describe('the AWS name of an instance whose address nobody has', () => {
  test('is likely why nobody answers, with the doubt that is left', () => {
    const found = finding(rule, of([silent]));
    expect(found).toMatchObject({
      certainty: 'likely',
      title: `No instance of the account has ${ADDRESS} any more, the address in the origin's AWS name`,
      explanation: expect.stringContaining('an account that was not asked'),
      witness: { kind: 'endpoint', key: `${NAME} ${ADDRESS}` },
      reach: { failing: 1, seen: 1, of: [ADDRESS] },
      evidence: [`DNS: ${NAME} → ${ADDRESS}`, `EC2: ${WHY}`],
    });
    expect(found.explanation).not.toContain('stranger');
    expect(found.remedy[1]?.command).toContain(`describe-addresses --region eu-west-1 --public-ips ${ADDRESS}`);
    expect(found.remedy[2]?.command).toContain('allocate-address --region eu-west-1');
    expect(found.remedy[3]?.command).toContain('.DomainName = "NEW_NAME"');
  });

  test('warns of a stranger where the port is refused', () => {
    expect(finding(rule, of([refused])).explanation).toContain('who refuses there may be a stranger');
  });

  test('behind a CNAME is mended at that record', () => {
    const found = finding(rule, of([silent], { name: 'origin.example.com', cnames: [NAME] }));
    expect(found.remedy[3]?.action).toBe(
      `Make origin.example.com an A record with that address, in the place of the CNAME to ${NAME}`,
    );
  });

  test.each<[string, Handshake[]]>([
    ['somebody answers', [completedDial()]],
    ['one of two dials is answered', [silent, completedDial()]],
    ['the handshake stalls', [failedDial({ kind: 'timed-out', phase: 'handshake' })]],
  ])('is ruled out where %s', (_what, dials) => {
    expect(verdict(rule, of(dials)).kind).toBe('ruled-out');
  });

  test('is another matter than an A record to an address of AWS: that may be another account’s', () => {
    expect(verdict(rule, of([silent], { name: 'origin.example.com' })).kind).toBe('not-applicable');
  });

  test('is not the matter where an interface has the address, and not judged where nobody could be asked', () => {
    expect(verdict(rule, of([silent], { unheld: notApplicable('a network interface has it') })).kind).toBe(
      'not-applicable',
    );
    expect(verdict(rule, of([silent], { unheld: unavailable('denied') })).kind).toBe('not-judged');
  });
});
