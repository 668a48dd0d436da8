import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { CertificateFixture } from '../../lab/account/fixture/certificate.ts';
import type { AccountFixture, Fault } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { ALB, alb, certificateArn, REGION, SHOP_ID, shop } from '../../lab/estate.ts';
import { gatherDistribution } from '../../lambda/gather/evidence.ts';
import { sourcesOf, startLook } from '../../lambda/gather/sources.ts';
import type { Evidence } from '../../lambda/model/evidence.ts';
import { worldWith } from './look.ts';

const CLASSIC = `old-1234567890.${REGION}.elb.amazonaws.com`;
const PATH = ALB.arn.split(':loadbalancer/')[1];

/** Each way from an origin's name to its load balancer: what DNS says of the name. */
const WAYS = {
  'by-cname.example.com': { cname: ALB.dnsName },
  'origin.example.com': { address: '203.0.113.7' },
  'a.b.example.com': { address: '203.0.113.7' },
  'elsewhere.example.net': { address: '203.0.113.9' },
  'classic.example.com': { cname: CLASSIC },
} as const;

type Way = keyof typeof WAYS;

/** A certificate that ran out, so that others are looked for. */
const LAPSED: CertificateFixture = {
  ...{ arn: certificateArn(1), domainName: '*.example.com', status: 'EXPIRED' },
  ...{ notBefore: '2026-01-01T00:00:00Z', notAfter: '2026-11-20T00:00:00Z' },
};

/** Everything that is looked for, and `others` of each kind before and after it in every order. */
function estate(way: Way, others: number, faults: readonly Fault[] = []): AccountFixture {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `x${String(index * 7_919)}`);
  const name = many(others);
  return {
    faults,
    distributions: [shop({ origins: [{ id: 'web', domainName: way }] })],
    loadBalancers: [...name.map((one) => ({ region: REGION, name: one })), alb()],
    classicLoadBalancers: [
      ...name.map((one) => ({ region: REGION, name: one })),
      { region: REGION, name: 'old', dnsName: CLASSIC, listeners: [{ port: 443, certificateArn: certificateArn(1) }] },
    ],
    certificates: [LAPSED, ...many(others * 4).map(strange)],
    hostedZones: [
      ...name.slice(0, others / 5).map((one) => ({ id: `Z${one}`, name: `${one}.example.com` })),
      {
        ...{ id: 'ZSHOP', name: 'example.com' },
        records: [alias('origin'), alias('*.b'), ...name.map((one) => alias(one))],
      },
    ],
    networkInterfaces: [
      ...name.map((one, index) => ({
        region: REGION,
        id: `eni-${one}`,
        publicIp: `198.51.${index >> 8}.${index & 255}`,
      })),
      { region: REGION, id: 'eni-shop', publicIp: '203.0.113.9', description: `ELB ${PATH}`, managedBy: 'amazon-elb' },
    ],
  };
}

const alias = (name: string) => ({ name: `${name}.example.com`, alias: { target: ALB.dnsName } });

/** A certificate for names of somebody else. */
function strange(name: string, index: number): CertificateFixture {
  const arn = `arn:aws:acm:${REGION}:111122223333:certificate/22222222-aaaa-4bbb-8ccc-${String(index).padStart(12, '0')}`;
  return { arn, domainName: `${name}.example.org` };
}

function resolverOf(way: Way) {
  const told: { readonly cname?: string; readonly address?: string } = WAYS[way];
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENODATA' }));
  return {
    ...worldWith({}).resolver,
    resolve4: async () => [told.address ?? '203.0.113.7'],
    resolve6: gone,
    resolveCaa: gone,
    resolveCname: async (name: string) => (told.cname && name === way ? [told.cname] : gone()),
    reverse: async (address: string) => [`ec2-${address.replaceAll('.', '-')}.${REGION}.compute.amazonaws.com`],
  };
}

/** Every call that one whole examination makes in such an account, in alphabetical order, and what was seen. */
async function examine(way: Way, fixture: AccountFixture): Promise<{ calls: string[]; evidence: Evidence }> {
  const account = await startAccount(fixture);
  try {
    const sources = sourcesOf(
      worldWith(
        { endpoint: account.endpoint, credentials: { accessKeyId: 'A', secretAccessKey: 'b' } },
        { resolver: resolverOf(way), dial: () => connect(1, '127.0.0.1'), limits: PATIENT },
      ),
    );
    const evidence = await gatherDistribution(startLook(sources), SHOP_ID);
    return { calls: account.calls.map(({ operation }) => operation).toSorted(), evidence };
  } finally {
    await account.close();
  }
}

/** A machine that is busy with other tests answers late. */
const PATIENT = { wholeMs: 60_000, afterMs: 60_000, lookUpGapMs: 0, evidenceMs: 120_000 };

/** Load balancers of each kind, network interfaces; four times as many certificates, a fifth as many zones. */
const OTHERS = 5_000;

describe('a whole examination costs the same calls whatever else the account holds', () => {
  test.each(Object.keys(WAYS) as Way[])(
    '%s: 5,000 load balancers, 20,000 certificates, 1,000 zones',
    async (way) => {
      const small = await examine(way, estate(way, 0));
      const large = await examine(way, estate(way, OTHERS));
      const [seen] = large.evidence.origins;
      expect(seen?.observations.certificates).toMatchObject({ value: [{ arn: certificateArn(1) }] });
      expect(large.calls).toEqual(small.calls);
      expect(large.calls).toContain('SearchCertificates');
    },
    120_000,
  );

  test('certificates that must be listed one by one cost three pages at most, and it is said that there are more', async () => {
    const way = 'by-cname.example.com';
    const faults: readonly Fault[] = [{ operation: 'acm:SearchCertificates', kind: 'deny' }];
    const listings = ({ calls }: { calls: string[] }) => calls.filter((one) => one === 'ListCertificates').length;
    const small = await examine(way, estate(way, 0, faults));
    const large = await examine(way, estate(way, OTHERS, faults));
    expect([listings(small), listings(large)]).toEqual([1, 3]);
    expect(large.calls.length).toBe(small.calls.length + 2);
    expect(large.evidence.origins[0]?.observations.candidates).toMatchObject({ value: { cut: true } });
  }, 120_000);
});
