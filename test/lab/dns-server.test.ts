import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readQuestion } from '../../lab/dns-message.ts';
import { type DnsServer, startDnsServer } from '../../lab/dns-server.ts';

const MANY = Array.from({ length: 60 }, (_, index) => `203.0.113.${index}`);

let server: DnsServer;
let resolver: Resolver;

beforeAll(async () => {
  server = await startDnsServer({
    'origin.example.com': { cname: 'lb.example.net' },
    'lb.example.net': { a: ['203.0.113.7', '203.0.113.8'], aaaa: ['2001:db8::7'] },
    'gone.example.com': { cname: 'nowhere.example.net' },
    'text-only.example.com': {},
    'loop.example.com': { cname: 'loop.example.com' },
    'broken.example.com': { fails: 'SERVFAIL' },
    'refused.example.com': { fails: 'REFUSED' },
    'silent.example.com': { fails: 'silence' },
    'many.example.com': { a: MANY },
    'caa.example.com': {
      caa: ['0 issue "ca.example; account=7"', '128 issuewild ";"', '0 iodef "mailto:x@example.com"'],
    },
  });
  resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([server.address]);
});

afterAll(() => server.close());

describe('what a resolver sees', () => {
  test('addresses through a CNAME, of both families', async () => {
    expect(await resolver.resolve4('Origin.Example.com')).toEqual(['203.0.113.7', '203.0.113.8']);
    expect(await resolver.resolve6('origin.example.com')).toEqual(['2001:db8::7']);
    expect(await resolver.resolveCname('origin.example.com')).toEqual(['lb.example.net']);
  });

  test('more addresses than a datagram holds come over TCP', async () => {
    expect(await resolver.resolve4('many.example.com')).toEqual(MANY);
  });

  test('CAA records, flags and all', async () => {
    expect(await resolver.resolveCaa('caa.example.com')).toMatchObject([
      { critical: 0, issue: 'ca.example; account=7' },
      { critical: 128, issuewild: ';' },
      { critical: 0, iodef: 'mailto:x@example.com' },
    ]);
    await expect(resolver.resolveCaa('lb.example.net')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolveCaa('nobody.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test.each([
    ['nobody.example.com', 'ENOTFOUND'],
    ['gone.example.com', 'ENOTFOUND'],
    ['text-only.example.com', 'ENODATA'],
    ['broken.example.com', 'ESERVFAIL'],
    ['loop.example.com', 'ESERVFAIL'],
    ['refused.example.com', 'EREFUSED'],
    ['silent.example.com', 'ETIMEOUT'],
    ['constructor', 'ENOTFOUND'],
  ])('%s: %s', async (name, code) => {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code });
  });

  test('a name without a CNAME has none', async () => {
    await expect(resolver.resolveCname('lb.example.net')).rejects.toMatchObject({ code: 'ENODATA' });
  });
});

describe('what is no question', () => {
  test('no bytes make the parser throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readQuestion(Buffer.from(bytes))));
  });

  test('is left unanswered, and the server lives on', async () => {
    const port = Number(server.address.split(':')[1]);
    const udp = createSocket('udp4');
    for (const bytes of [Buffer.of(), Buffer.alloc(12), Buffer.alloc(600, 0xff)]) udp.send(bytes, port, '127.0.0.1');
    const tcp = createConnection(port, '127.0.0.1').resume();
    tcp.write(Buffer.of(0, 3, 1, 2, 3));
    await once(tcp, 'close');
    udp.close();
    expect(await resolver.resolve4('lb.example.net')).toHaveLength(2);
  });
});
