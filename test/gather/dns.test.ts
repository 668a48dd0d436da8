import { createSocket } from 'node:dgram';
import { Resolver as RealResolver } from 'node:dns/promises';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { lookUpRecord, resolveOrigin } from '../../lambda/gather/dns.ts';
import type { Resolver } from '../../lambda/model/world.ts';

const forever = new AbortController().signal;

type Zone = Readonly<Record<string, { readonly a?: string[]; readonly aaaa?: string[]; readonly cname?: string }>>;

/** Answers as a recursive resolver does: address questions follow CNAMEs, and hide them. */
function zone(names: Zone, over: Partial<Resolver> = {}): Resolver {
  const end = (name: string, hops = 0): string => {
    const next = names[name]?.cname;
    return next === undefined || hops > 20 ? name : end(next, hops + 1);
  };
  const found = async (name: string, records: string[] | undefined): Promise<string[]> => {
    if (records && records.length > 0) return records;
    throw Object.assign(new Error('dns'), { code: names[name] ? 'ENODATA' : 'ENOTFOUND' });
  };
  return {
    resolve4: (name) => found(end(name), names[end(name)]?.a),
    resolve6: (name) => found(end(name), names[end(name)]?.aaaa),
    resolveCname: (name) => {
      const next = names[name]?.cname;
      return found(name, next === undefined ? undefined : [next]);
    },
    reverse: fails('ENOTFOUND'),
    resolveCaa: async (name) => {
      await found(name, undefined);
      return [];
    },
    cancel() {},
    ...over,
  };
}

const fails = (code: string) => async () => {
  throw Object.assign(new Error('dns'), { code });
};
const hangs = () => new Promise<string[]>(() => {});

describe('resolveOrigin', () => {
  test('addresses in a stable order, each once, IPv4 before IPv6', async () => {
    const resolver = zone({
      'www.example.com': { a: ['203.0.113.9', '203.0.113.1', '203.0.113.9'], aaaa: ['2001:db8::2', '2001:db8::1'] },
    });
    const expected = { kind: 'resolved', name: 'www.example.com', cnames: [], cut: 0 };
    expect(await resolveOrigin(resolver, 'WWW.example.com.', 'dualstack', forever)).toEqual({
      ...expected,
      addresses: ['203.0.113.1', '203.0.113.9', '2001:db8::1', '2001:db8::2'],
    });
    expect(await resolveOrigin(resolver, 'www.example.com', 'ipv4', forever)).toEqual({
      ...expected,
      addresses: ['203.0.113.1', '203.0.113.9'],
    });
    expect(await resolveOrigin(resolver, 'www.example.com', 'ipv6', forever)).toEqual({
      ...expected,
      addresses: ['2001:db8::1', '2001:db8::2'],
    });
  });

  test('tells the names it passed, and that addresses were cut', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `203.0.113.${index + 100}`);
    const resolver = zone({
      'a.example.com': { cname: 'B.example.com.' },
      'b.example.com': { cname: 'c.example.com' },
      'c.example.com': { a: many },
      'B.example.com.': { cname: 'c.example.com' },
    });
    const resolution = await resolveOrigin(resolver, 'a.example.com', 'ipv4', forever);
    expect(resolution).toMatchObject({ kind: 'resolved', cnames: ['b.example.com', 'c.example.com'], cut: 4 });
    expect(resolution.kind === 'resolved' && resolution.addresses).toEqual(many.slice(0, 16));
  });

  test('one family is enough for dualstack, whatever the other says', async () => {
    const resolver = zone({ 'www.example.com': { a: ['203.0.113.1'] } }, { resolve6: fails('ESERVFAIL') });
    expect(await resolveOrigin(resolver, 'www.example.com', 'dualstack', forever)).toMatchObject({
      kind: 'resolved',
      addresses: ['203.0.113.1'],
    });
  });

  test('a name that does not exist', async () => {
    expect(await resolveOrigin(zone({}), 'gone.example.com', 'dualstack', forever)).toEqual({
      kind: 'not-found',
      name: 'gone.example.com',
      cnames: [],
      at: 'gone.example.com',
      why: 'no-such-name',
    });
  });

  test('a CNAME to a name that does not exist: which one is gone', async () => {
    const resolver = zone({
      'a.example.com': { cname: 'b.example.com' },
      'b.example.com': { cname: 'gone.example.net' },
    });
    expect(await resolveOrigin(resolver, 'a.example.com', 'ipv4', forever)).toEqual({
      kind: 'not-found',
      name: 'a.example.com',
      cnames: ['b.example.com', 'gone.example.net'],
      at: 'gone.example.net',
      why: 'no-such-name',
    });
  });

  test('a name without an address of the wanted family', async () => {
    const resolver = zone({ 'www.example.com': { a: ['203.0.113.1'] } });
    expect(await resolveOrigin(resolver, 'www.example.com', 'ipv6', forever)).toEqual({
      kind: 'not-found',
      name: 'www.example.com',
      cnames: [],
      at: 'www.example.com',
      why: 'no-address',
    });
  });

  test.each(['ESERVFAIL', 'EREFUSED', 'ETIMEOUT'])('%s is a failure of DNS, not a missing name', async (code) => {
    const resolver = zone({}, { resolve4: fails(code) });
    expect(await resolveOrigin(resolver, 'www.example.com', 'dualstack', forever)).toEqual({
      kind: 'failing',
      name: 'www.example.com',
      code,
    });
  });

  test('asks for the other family only where the name exists without an IPv4 address', async () => {
    const resolver = zone({ 'x.example.com': { aaaa: ['2001:db8::1'] }, 'y.example.com': {} });
    const found = await resolveOrigin(resolver, 'x.example.com', 'ipv4', forever);
    expect(found).toMatchObject({ kind: 'not-found', why: 'no-address', ipv6: ['2001:db8::1'] });
    expect(await resolveOrigin(resolver, 'y.example.com', 'ipv4', forever)).not.toHaveProperty('ipv6');
  });

  test('cuts loops and endless chains', async () => {
    const looping = zone({ a: { cname: 'b' }, b: { cname: 'a' } }, { resolve4: async () => ['203.0.113.1'] });
    expect(await resolveOrigin(looping, 'a', 'ipv4', forever)).toMatchObject({ cnames: ['b'] });
    const barren = zone({ a: { cname: 'b' }, b: { cname: 'a' } }, { resolve4: fails('ESERVFAIL') });
    const circle = { kind: 'failing', name: 'a', code: 'ESERVFAIL', circle: ['a', 'b'] };
    expect(await resolveOrigin(barren, 'a', 'ipv4', forever)).toEqual(circle);
    const endless = zone(
      {},
      { resolve4: async () => ['203.0.113.1'], resolveCname: async (name) => [`${name.length}.${name}`] },
    );
    const resolution = await resolveOrigin(endless, 'a', 'ipv4', forever);
    expect(resolution.kind === 'resolved' && resolution.cnames.length).toBe(8);
  });

  test('an address needs no DNS', async () => {
    const resolver = zone({}, { resolve4: fails('EREFUSED'), resolveCname: fails('EREFUSED') });
    expect(await resolveOrigin(resolver, '203.0.113.7', 'ipv4', forever)).toMatchObject({ addresses: ['203.0.113.7'] });
  });

  test('the signal ends the waiting, and what is known is told', async () => {
    const stop = new AbortController();
    const mute = zone({}, { resolve4: hangs, resolveCname: hangs });
    const waiting = resolveOrigin(mute, 'www.example.com', 'ipv4', stop.signal);
    stop.abort();
    expect(await waiting).toEqual({ kind: 'failing', name: 'www.example.com', code: 'ECANCELLED' });

    const late = new AbortController();
    const half = zone({ 'www.example.com': { a: ['203.0.113.1'] } }, { resolveCname: hangs });
    const known = resolveOrigin(half, 'www.example.com', 'ipv4', late.signal);
    setImmediate(() => late.abort());
    expect(await known).toMatchObject({ kind: 'resolved', addresses: ['203.0.113.1'], cnames: [] });
  });

  test('asks for addresses and for the chain at the same time', async () => {
    const asked: string[] = [];
    const noting = (kind: string) => async (name: string) => {
      asked.push(`${kind} ${name}`);
      return hangs();
    };
    const stop = new AbortController();
    const addresses = { resolve4: noting('A'), resolve6: noting('AAAA') };
    const resolveCaa = () => Promise.reject(new Error('CAA is not asked for'));
    const names = { resolveCname: noting('CNAME'), reverse: noting('PTR'), resolveCaa };
    const resolver = { ...addresses, ...names, cancel() {} };
    const waiting = resolveOrigin(resolver, 'x.example.com', 'dualstack', stop.signal);
    expect(asked.toSorted()).toEqual(['A x.example.com', 'AAAA x.example.com', 'CNAME x.example.com']);
    stop.abort();
    await waiting;
  });

  test("node's own resolver: NXDOMAIN over the wire", async () => {
    const server = createSocket('udp4');
    server.on('message', (query, { port, address }) => {
      const answer = Buffer.from(query);
      answer.writeUInt16BE(0x8183, 2);
      server.send(answer.subarray(0, answer.length), port, address);
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const resolver = new RealResolver({ timeout: 1_000, tries: 1 });
    resolver.setServers([`127.0.0.1:${server.address().port}`]);
    const resolution = await resolveOrigin(resolver, 'gone.example.com', 'dualstack', forever);
    server.close();
    expect(resolution).toMatchObject({ kind: 'not-found', at: 'gone.example.com', why: 'no-such-name' });
  });
});

describe('lookUpRecord', () => {
  const record = { name: '_x.Example.com.', type: 'CNAME', value: '_y.acm-validations.aws.' };
  const cname = (value: string) => zone({ '_x.example.com': { cname: value } });

  test.each<[string, Resolver, string]>([
    ['the same, whatever its dots and case', cname('_Y.acm-validations.aws'), 'yes'],
    ['another value', cname('_z.acm-validations.aws.'), 'other'],
    ['no such name', zone({}), 'no'],
    ['a name without a CNAME', zone({ '_x.example.com': { a: ['203.0.113.1'] } }), 'no'],
    ['DNS fails', zone({}, { resolveCname: fails('ESERVFAIL') }), 'unknown'],
  ])('%s', async (_name, resolver, expected) => {
    expect(await lookUpRecord(resolver, record, forever)).toBe(expected);
  });

  test('another type is not looked up', async () => {
    expect(await lookUpRecord(cname('x'), { ...record, type: 'TXT' }, forever)).toBe('unknown');
  });
});
