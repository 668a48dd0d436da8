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

describe('a record of the account that leads nowhere', () => {
  const alias = { zoneId: 'Z32O', evaluatesHealth: true };
  const record = { zoneId: 'Z1', zoneName: 'example.com', name: NAME, target: `dualstack.${OLD}` };
  const lost = (more: object = {}, set: object = { types: ['A', 'AAAA'], alias }) =>
    finding(
      originNameUnresolvable,
      originEvidence({
        ...gone({ why: 'no-address' }),
        deadRecord: observed({
          kind: 'leads-nowhere',
          records: [{ ...record, set } as never],
          target: record.target,
          ...more,
        }),
      }),
    );
  const GONE = { gone: 'no load balancer named shop in eu-west-1 of this account' };

  test('is why, and is named with its zone', () => {
    expect(lost(GONE)).toMatchObject({
      certainty: 'proven',
      title: `Route 53 leads ${NAME} to load balancer shop in eu-west-1, which is gone`,
      witness: { kind: 'record', key: NAME },
      evidence: [
        `DNS: ${NAME}: no address`,
        `Route 53: in hosted zone Z1 (example.com) ${NAME} (A and AAAA, alias) → dualstack.${OLD}`,
        `ELB: ${GONE.gone}`,
      ],
    });
  });

  test('whose target is not known to be gone says what DNS says', () => {
    expect(lost().title).toBe(`Origin name ${NAME} has no address in public DNS`);
  });

  test('is led to the load balancer that took the place, both types at once', () => {
    const [step] = lost({ ...GONE, namesake: 'shop-7.eu-west-1.elb.amazonaws.com' }).remedy;
    const AliasTarget = {
      HostedZoneId: 'Z32O',
      DNSName: 'dualstack.shop-7.eu-west-1.elb.amazonaws.com',
      EvaluateTargetHealth: true,
    };
    const Changes = ['A', 'AAAA'].map((Type) => ({
      Action: 'UPSERT',
      ResourceRecordSet: { Name: NAME, Type, AliasTarget },
    }));
    expect(step).toMatchObject({
      action: expect.stringContaining('the load balancer of that name which is there now'),
      command: `aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '${JSON.stringify({ Changes })}'`,
      verify: `dig +short ${NAME}`,
    });
  });

  test('of another kind has another hosted zone', () => {
    const [step] = lost({ ...GONE, namesake: 'shop-0123456789abcdef.elb.eu-west-1.amazonaws.com' }).remedy;
    expect(step?.command).toContain('"HostedZoneId":"CANONICAL_HOSTED_ZONE_ID"');
  });

  test('without one lists those that there are first; a CNAME keeps its TTL', () => {
    const [list, change] = lost(GONE, { types: ['CNAME'], ttlSeconds: 60 }).remedy;
    expect(list?.command).toContain('CanonicalHostedZoneId');
    expect(change?.command).toContain('"TTL":60,"ResourceRecords":[{"Value":"NEW_DNS_NAME"}]');
  });

  test('one of several by weight is not written without being read', () => {
    const steps = lost(GONE, { types: ['A'], alias, routed: true }).remedy;
    expect(steps.map(({ command }) => command).join()).not.toContain('change-resource-record-sets');
    expect(steps[1]?.command).toContain('list-resource-record-sets --hosted-zone-id Z1');
  });

  test('that public DNS does not know at all is perhaps in a zone that does not answer', () => {
    const dead = { kind: 'leads-nowhere', records: [record], target: record.target } as const;
    const { remedy } = finding(originNameUnresolvable, originEvidence({ ...gone(), deadRecord: observed(dead) }));
    expect(remedy[0]).toMatchObject({
      action: expect.stringContaining('See that hosted zone Z1 is the one that answers for example.com'),
      command: 'dig +short example.com NS',
      verify: expect.stringContaining('get-hosted-zone --id Z1'),
    });
    expect(lost(GONE).remedy[0]?.action).not.toContain('See that hosted zone');
  });

  test('a zone without such a record is told', () => {
    const missing = { kind: 'missing', zoneId: 'Z1', zoneName: 'example.com', name: NAME } as const;
    const found = finding(originNameUnresolvable, originEvidence({ ...gone(), deadRecord: observed(missing) }));
    expect(found.title).toBe(`Origin name ${NAME} does not exist in public DNS`);
    expect(found.evidence[1]).toBe(`Route 53: hosted zone Z1 (example.com) of the account has no record ${NAME}`);
    expect(found.remedy[0]?.action).toContain('hosted zone Z1 of the account');
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
