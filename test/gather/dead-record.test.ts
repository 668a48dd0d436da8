import { describe, expect, test } from '@jest/globals';
import { type Asked, findDeadRecord } from '../../lambda/gather/dead-record.ts';
import type { Lead, Zone } from '../../lambda/gather/hosted-zone.ts';
import { notApplicable, observed, unavailable } from '../../lambda/gather/observe.ts';
import type { Resolution } from '../../lambda/model/handshake.ts';

const NAME = 'origin.example.com';
const OLD = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
const GONE = 'no load balancer named shop in eu-west-1 of this account';
const SET = { types: ['A'], alias: { zoneId: 'Z32O', evaluatesHealth: false } } as const;

type NotFound = Extract<Resolution, { kind: 'not-found' }>;

const lost = (cnames: readonly string[] = []): NotFound => ({
  ...{ kind: 'not-found', name: NAME, cnames, at: cnames.at(-1) ?? NAME, why: 'no-address' },
});

const fails = (code: string) => async () => Promise.reject(Object.assign(new Error(code), { code }));
const gone = fails('ENOTFOUND');

/** An account with these zones, each with the same records; DNS knows the addresses of `alive` alone. */
function asking(
  zones: readonly Zone[],
  records: Readonly<Record<string, Omit<Lead, 'record'>>>,
  { alive = [], failing = [], over }: { alive?: string[]; failing?: string[]; over?: Partial<Asked> } = {},
) {
  const asked: string[] = [];
  const resolve4 = async (name: string) => {
    if (failing.includes(name)) return fails('ESERVFAIL')();
    return alive.includes(name) ? ['203.0.113.7'] : gone();
  };
  const all: Asked = {
    resolver: { resolve4, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse: gone, cancel: () => {} },
    signal: new AbortController().signal,
    zonesNamed: async (name) => observed(zones.filter((zone) => zone.name === name)),
    leadsOf: async (_, record) => {
      asked.push(record);
      const lead = records[record];
      return observed({ exists: lead !== undefined, leads: lead?.target ? [{ record, ...lead }] : [] });
    },
    balancerBehind: async () => observed({ absent: GONE }),
    ...over,
  };
  return { asked, find: (resolution = lost()) => findDeadRecord(all, resolution) };
}

const ZONE = { id: 'Z1', name: 'example.com' };
const LEAD = { target: OLD, inZone: false, set: SET };
const RECORD = { zoneId: 'Z1', zoneName: 'example.com', name: NAME, target: OLD, set: SET };

describe('why a name has no address', () => {
  test('a record of the account leads to a load balancer that nobody has', async () => {
    const { find } = asking([ZONE], { [NAME]: LEAD });
    expect(await find()).toEqual(observed({ kind: 'leads-nowhere', records: [RECORD], target: OLD, gone: GONE }));
  });

  test('the load balancer of that name which took its place is named', async () => {
    const namesake = 'shop-999.eu-west-1.elb.amazonaws.com';
    const over = { balancerBehind: async () => observed({ absent: 'another one', namesake }) };
    expect(await asking([ZONE], { [NAME]: LEAD }, { over }).find()).toMatchObject({ value: { namesake } });
  });

  test.each([
    ['could not be asked for', unavailable('denied', 'elasticloadbalancing:DescribeLoadBalancers')],
    ['is no load balancer', notApplicable('no such name')],
  ])('a target that %s is dead by DNS alone, and not said to be gone', async (_what, answer) => {
    const seen = await asking([ZONE], { [NAME]: LEAD }, { over: { balancerBehind: async () => answer } }).find();
    expect(seen).toEqual(observed({ kind: 'leads-nowhere', records: [RECORD], target: OLD }));
  });

  test('from record to record of the zone, beginning at the last name that is nobody else’s', async () => {
    const { find, asked } = asking([ZONE], {
      'mid.example.com': { target: 'lb.example.com', inZone: true },
      'lb.example.com': LEAD,
    });
    expect(await find(lost(['mid.example.com']))).toMatchObject({
      value: {
        records: [
          { name: 'mid.example.com', target: 'lb.example.com' },
          { name: 'lb.example.com', target: OLD },
        ],
      },
    });
    expect(asked).toEqual(['mid.example.com', 'lb.example.com']);
    const direct = asking([ZONE], { [NAME]: LEAD });
    await direct.find(lost([OLD]));
    expect(direct.asked).toEqual([NAME]);
  });

  test('the zone has no record of that name', async () => {
    expect(await asking([ZONE], {}).find()).toEqual(
      observed({ kind: 'missing', zoneId: 'Z1', zoneName: 'example.com', name: NAME }),
    );
  });

  test('a zone whose record leads to something alive is not the one that answers', async () => {
    expect(await asking([ZONE], { [NAME]: LEAD }, { alive: [OLD] }).find()).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining(`hosted zone Z1 (example.com) leads ${NAME} to ${OLD}, which has addresses`),
    });
  });

  test('of two zones of that name the one counts that leads nowhere', async () => {
    const two = [{ id: 'Z0', name: 'example.com' }, ZONE];
    const over: Partial<Asked> = {
      leadsOf: async ({ id }, record) =>
        observed(id === 'Z1' ? { exists: true, leads: [{ record, ...LEAD }] } : { exists: false, leads: [] }),
    };
    expect(await asking(two, {}, { over }).find()).toMatchObject({
      value: { kind: 'leads-nowhere', records: [RECORD] },
    });
  });

  test.each<[string, ReturnType<typeof asking>, string]>([
    ['no zone of the account holds it', asking([], {}), 'not-applicable'],
    [
      'its records lead nowhere else: addresses',
      asking([ZONE], { [NAME]: { target: '', inZone: false } }),
      'not-applicable',
    ],
    ['zones are denied', asking([], {}, { over: { zonesNamed: async () => unavailable('denied') } }), 'unavailable'],
    ['records are denied', asking([ZONE], {}, { over: { leadsOf: async () => unavailable('denied') } }), 'unavailable'],
  ])('is not known where %s', async (_what, { find }, status) => {
    expect((await find()).status).toBe(status);
  });
});
