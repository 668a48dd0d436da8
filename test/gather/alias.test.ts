import { describe, expect, test } from '@jest/globals';
import { followAlias, type Zones } from '../../lambda/gather/alias.ts';
import { toLeads, toZones, type Zone } from '../../lambda/gather/hosted-zone.ts';
import { observed, unavailable } from '../../lambda/gather/observe.ts';
import type { Resolver } from '../../lambda/model/world.ts';

const forever = new AbortController().signal;
const BALANCER = 'dualstack.shop-1234567890.eu-west-1.elb.amazonaws.com';
const SOUGHT = { name: 'origin.shop.example.com', addresses: ['203.0.113.20', '203.0.113.21'] };

/** Knows the addresses of these names and nothing else. */
function dns(names: Readonly<Record<string, readonly string[]>>): Resolver {
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const resolve4 = async (name: string) => [...(names[name] ?? (await gone()))];
  return { resolve4, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse: gone, cancel: () => {} };
}

const PUBLIC = dns({ [BALANCER]: ['203.0.113.21', '203.0.113.22'] });

type Records = Readonly<Record<string, readonly { readonly target: string; readonly inZone?: boolean }[]>>;

/** An account with these zones by name, each with its records; writes down what it is asked. */
function account(zones: Readonly<Record<string, Records | readonly Records[]>>) {
  const asked: string[] = [];
  const of = (name: string): readonly Records[] => [zones[name] ?? []].flat();
  const api: Zones = {
    zonesNamed: async (name) => {
      asked.push(name);
      return observed(of(name).map((_, index): Zone => ({ id: `Z${index} ${name}`, name })));
    },
    leadsOf: async ({ id, name: zone }, name) => {
      asked.push(`${id}: ${name}`);
      const found = of(zone)[Number(id[1])]?.[name];
      const leads = (found ?? []).map(({ target, inZone = false }) => ({ record: name, target, inZone }));
      return observed({ exists: found !== undefined, leads });
    },
  };
  return { api, asked };
}

const alias = (target = BALANCER, inZone = false) => [{ target, inZone }];

describe('the alias behind a name', () => {
  test('in the zone with the longest name, and no further up', async () => {
    const { api, asked } = account({
      'shop.example.com': { 'origin.shop.example.com': alias() },
      'example.com': { 'origin.shop.example.com': alias('other.example.net') },
    });
    expect(await followAlias(api, PUBLIC, SOUGHT, forever)).toEqual(
      observed({
        target: BALANCER,
        records: [{ zoneId: 'Z0 shop.example.com', zoneName: 'shop.example.com', name: SOUGHT.name, target: BALANCER }],
      }),
    );
    expect(asked).toEqual(['origin.shop.example.com', 'shop.example.com', `Z0 shop.example.com: ${SOUGHT.name}`]);
  });

  test('by the nearest wildcard, and from name to name of the zone', async () => {
    const { api, asked } = account({
      'example.com': { '*.example.com': alias('lb.example.com', true), 'lb.example.com': alias() },
    });
    const found = await followAlias(api, PUBLIC, SOUGHT, forever);
    expect(found).toMatchObject({
      value: { target: BALANCER, records: [{ name: '*.example.com' }, { name: 'lb.example.com' }] },
    });
    expect(asked.slice(3)).toEqual(
      [SOUGHT.name, '*.shop.example.com', '*.example.com', 'lb.example.com'].map((name) => `Z0 example.com: ${name}`),
    );
  });

  test('of several weighted ones, that whose target public DNS gives the same address', async () => {
    const blue = 'blue-1.eu-west-1.elb.amazonaws.com';
    const { api } = account({ 'example.com': { [SOUGHT.name]: [...alias(blue), ...alias()] } });
    const resolver = dns({ [blue]: ['198.51.100.7'], [BALANCER]: ['203.0.113.20'] });
    expect(await followAlias(api, resolver, SOUGHT, forever)).toMatchObject({ value: { target: BALANCER } });
  });

  test('of two zones with one name, that which agrees with public DNS', async () => {
    const old = { [SOUGHT.name]: alias('old-1.eu-west-1.elb.amazonaws.com') };
    const { api } = account({ 'example.com': [old, { [SOUGHT.name]: alias() }] });
    expect(await followAlias(api, PUBLIC, SOUGHT, forever)).toMatchObject({ value: { target: BALANCER } });
  });

  test('is not believed where public DNS gives its target other addresses, or none', async () => {
    const { api } = account({ 'example.com': { [SOUGHT.name]: alias() } });
    for (const resolver of [dns({ [BALANCER]: ['198.51.100.7'] }), dns({})]) {
      expect(await followAlias(api, resolver, SOUGHT, forever)).toMatchObject({
        status: 'unavailable',
        reason: expect.stringMatching(/Z0 example\.com .* leads .* to .*perhaps not the one that answers/),
      });
    }
  });

  test('is not there: no zone, or addresses alone, or a name below that keeps the wildcard away', async () => {
    expect(await followAlias(account({}).api, PUBLIC, SOUGHT, forever)).toMatchObject({
      status: 'not-applicable',
      reason: 'no public hosted zone of this account holds origin.shop.example.com',
    });
    const plain = account({ 'example.com': { [SOUGHT.name]: [], '*.shop.example.com': alias() } });
    expect(await followAlias(plain.api, PUBLIC, SOUGHT, forever)).toMatchObject({ status: 'not-applicable' });
  });

  test('a circle and a long name end', async () => {
    const circle = { [SOUGHT.name]: alias('b.example.com', true), 'b.example.com': alias(SOUGHT.name, true) };
    const { api, asked } = account({ 'example.com': circle });
    expect(await followAlias(api, PUBLIC, SOUGHT, forever)).toMatchObject({ status: 'not-applicable' });
    expect(asked.length).toBeLessThan(12);
    const deep = account({ 'example.com': {} });
    const name = `${'a.'.repeat(100)}example.com`;
    expect(await followAlias(deep.api, PUBLIC, { ...SOUGHT, name }, forever)).toMatchObject({
      status: 'not-applicable',
    });
    expect(deep.asked.length).toBeLessThan(14);
  });

  test('what could not be seen is told, and not looked for elsewhere', async () => {
    const denied = unavailable('no', 'route53:ListHostedZonesByName');
    const { api } = account({ 'example.com': {} });
    expect(await followAlias({ ...api, zonesNamed: async () => denied }, PUBLIC, SOUGHT, forever)).toBe(denied);
    expect(await followAlias({ ...api, leadsOf: async () => denied }, PUBLIC, SOUGHT, forever)).toBe(denied);
  });
});

describe('what Route 53 answers', () => {
  test('zones of this very name that public DNS may answer from', () => {
    const zone = (Id: string, Name: string, PrivateZone?: boolean) => ({
      Id: `/hostedzone/${Id}`,
      Name,
      CallerReference: 'x',
      ...(PrivateZone !== undefined && { Config: { PrivateZone } }),
    });
    const raw = [zone('Z1', 'example.com.', false), zone('Z2', 'example.com.', true), zone('Z3', 'a.example.com.')];
    expect(toZones([...raw, zone('Z4', 'Example.com.')], 'example.com')).toEqual([
      { id: 'Z1', name: 'example.com' },
      { id: 'Z4', name: 'example.com' },
    ]);
  });

  test('records of this very name, their escapes read, each target once', () => {
    const zone = { id: 'Z1', name: 'example.com' };
    const to = (DNSName: string, HostedZoneId = 'Z32O12XQLNTSW2') => ({
      AliasTarget: { DNSName, HostedZoneId, EvaluateTargetHealth: true },
    });
    const name = '\\052.example.com.';
    const raw = [
      { Name: name, Type: 'A' as const, ...to('Dualstack.x-1.eu-west-1.elb.amazonaws.com.') },
      { Name: name, Type: 'AAAA' as const, ...to('dualstack.x-1.eu-west-1.elb.amazonaws.com.') },
      { Name: name, Type: 'A' as const, ...to('lb.example.com.', 'Z1') },
      { Name: name, Type: 'TXT' as const, ResourceRecords: [{ Value: '"x"' }] },
      { Name: name, Type: 'CNAME' as const, ResourceRecords: [{ Value: 'c.example.com' }] },
      { Name: 'z.example.com.', Type: 'A' as const, ...to('y.example.net.') },
    ];
    expect(toLeads(raw, zone, '*.example.com')).toEqual({
      exists: true,
      leads: [
        {
          ...{ record: '*.example.com', target: 'dualstack.x-1.eu-west-1.elb.amazonaws.com', inZone: false },
          set: { types: ['A', 'AAAA'], alias: { zoneId: 'Z32O12XQLNTSW2', evaluatesHealth: true } },
        },
        {
          ...{ record: '*.example.com', target: 'lb.example.com', inZone: true },
          set: { types: ['A'], alias: { zoneId: 'Z1', evaluatesHealth: true } },
        },
        { record: '*.example.com', target: 'c.example.com', inZone: true, set: { types: ['CNAME'] } },
      ],
    });
    expect(toLeads(raw, zone, 'example.com')).toEqual({ exists: false, leads: [] });
  });
});
