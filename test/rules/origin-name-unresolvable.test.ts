import { describe, expect, test } from '@jest/globals';
import type { Resolution } from '../../lambda/model/handshake.ts';
import { originNameUnresolvable } from '../../lambda/rules/origin-name-unresolvable.ts';
import {
  customConnection,
  finding,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const NAME = 'origin.example.com';
const OLD = 'shop-1234567890.eu-west-1.elb.amazonaws.com';

type NotFound = Extract<Resolution, { kind: 'not-found' }>;

function dns(resolution: Resolution) {
  return { resolution: observed(resolution), handshakes: notApplicable('there is no address to dial') };
}

function gone(more: Partial<NotFound> = {}) {
  return dns({ kind: 'not-found', name: NAME, cnames: [], at: NAME, why: 'no-such-name', ...more });
}

describe('an origin name that does not resolve', () => {
  test('is proven where it does not exist', () => {
    expect(finding(originNameUnresolvable, originEvidence(gone()))).toMatchObject({
      certainty: 'proven',
      title: 'Origin name origin.example.com does not exist in public DNS',
      witness: { kind: 'record', key: NAME },
      evidence: ['DNS: origin.example.com: NXDOMAIN'],
    });
  });

  test('names the end of the CNAME chain, which is what is gone', () => {
    const found = finding(originNameUnresolvable, originEvidence(gone({ cnames: [OLD], at: OLD })));
    expect(found).toMatchObject({
      title: `${NAME} points at ${OLD}, which does not exist in public DNS`,
      witness: { key: OLD },
      evidence: [`DNS: ${NAME} → ${OLD}: NXDOMAIN`],
    });
  });

  test.each([
    ['ipv4', '(A)'],
    ['ipv6', '(AAAA)'],
    ['dualstack', '(A or AAAA)'],
  ] as const)('may exist without a record that CloudFront asks for: %s', (addressType, records) => {
    const connection = customConnection({ addressType });
    const found = finding(originNameUnresolvable, originEvidence(gone({ why: 'no-address' }), { connection }));
    expect(found.title).toBe('Origin name origin.example.com has no address in public DNS');
    expect(found.explanation).toContain(records);
  });

  test('is ruled out where it resolves', () => {
    expect(verdict(originNameUnresolvable, originEvidence()).kind).toBe('ruled-out');
  });

  test('is not a DNS server that fails: nobody knows then', () => {
    const failing = dns({ kind: 'failing', name: NAME, code: 'ESERVFAIL' });
    expect(verdict(originNameUnresolvable, originEvidence(failing))).toMatchObject({
      kind: 'not-judged',
      reason: 'DNS did not answer for origin.example.com (ESERVFAIL)',
    });
  });

  test('is not judged unseen, and means nothing for a VPC origin', () => {
    expect(verdict(originNameUnresolvable, originEvidence({ resolution: unavailable() })).kind).toBe('not-judged');
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1' } as const;
    expect(verdict(originNameUnresolvable, originEvidence(gone(), { connection })).kind).toBe('not-applicable');
  });
});

describe('the remedy', () => {
  test('finds the load balancer that took the place of the old one', () => {
    const { remedy } = finding(originNameUnresolvable, originEvidence(gone({ cnames: [OLD], at: OLD })));
    expect(remedy[0]?.command).toContain('aws elbv2 describe-load-balancers --region eu-west-1');
    expect(remedy[1]).toMatchObject({
      action: expect.stringContaining(`Correct the record that points at ${OLD}`),
      verify: 'dig +short origin.example.com',
    });
    expect(remedy[1]?.action).toContain('whoever claims the name gets this traffic');
  });

  test('restores the record, or points the distribution elsewhere', () => {
    const { remedy, deadEnds } = finding(originNameUnresolvable, originEvidence(gone()));
    expect(remedy.map(({ action }) => action)).toEqual([
      'Create the record of origin.example.com in its public zone again',
      expect.stringContaining('NEW_NAME'),
    ]);
    expect(deadEnds.map(({ tempting }) => tempting)).toContain('Adding the record to a private hosted zone');
  });

  test('quotes what DNS made up', () => {
    const evil = '$(reboot).example.net';
    const { remedy } = finding(originNameUnresolvable, originEvidence(gone({ name: evil, cnames: [], at: evil })));
    expect(remedy.map(({ command }) => command)).toContain("dig +trace '$(reboot).example.net'");
  });
});
