import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';

import * as x509 from '@peculiar/x509';

import { legacyOffers } from '../../lambda/cloudfront/legacy.ts';
import { askByHand } from '../../lambda/gather/by-hand.ts';

import { dial } from '../../lambda/gather/handshake.ts';

import { ask } from '../../lambda/gather/http.ts';
import { parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issue, keyOf } from '../tls/authority.ts';
import { dialler, type Running, serveRaw, serveTls, target } from './servers.ts';

const LIMITS = { connectMs: 400, handshakeMs: 400, maxBytes: 256 * 1024 };
const none = parseAnchors([]);
const running: Running[] = [];

afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});

/** Writes again and again until the other side has gone. */
const every = (ms: number, bytes: () => Uint8Array) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(bytes()), ms);
  socket.on('close', () => clearInterval(timer));
};

/** A TLS record that holds these bytes of handshake. */
const record = (body: Uint8Array) =>
  Buffer.concat([Buffer.from([22, 3, 3, body.length >> 8, body.length & 255]), body]);

/** A ServerHello of 16 MiB is announced and never ends. */
const ENDLESS = record(Buffer.concat([Buffer.from([2, 255, 255, 255]), Buffer.alloc(16_000)]));

/** https://www.rfc-editor.org/rfc/rfc8446#section-6: level warning, user_canceled. */
const WARNING = Buffer.from([21, 3, 3, 0, 2, 1, 90]);

describe('a server that means harm costs no more than the limits', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['one byte at a time', every(20, () => Buffer.from([22]))],
    ['half a ServerHello', (socket) => socket.write(record(Buffer.from([2, 0, 0, 80, 3, 3])))],
    ['a handshake message without end', every(1, () => ENDLESS)],
    ['a flood of empty records', every(1, () => Buffer.concat(Array(500).fill(record(Buffer.alloc(0)))))],
    [
      'certificates compressed beyond measure, which were not offered (RFC 8879)',
      every(1, () => record(Buffer.concat([Buffer.from([25, 0, 64, 0, 0, 1, 255, 255, 255]), Buffer.alloc(16_000)]))),
    ],
    ['alerts that are only warnings, without end', every(1, () => Buffer.concat(Array(500).fill(WARNING)))],
    ['a flood of noise', every(1, () => Buffer.alloc(64 * 1024, 65))],
  ])('%s', async (_name, behaviour) => {
    const server = await serveRaw(behaviour);
    running.push(server);
    const start = performance.now();
    const { handshake, socket } = await dial(target(server.port), dialler, none, LIMITS, new AbortController().signal);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(socket).toBeUndefined();
    expect(['timed-out', 'malformed', 'not-tls', 'closed', 'reset', 'alert']).toContain(handshake.outcome.kind);
    expect(JSON.stringify(handshake).length).toBeLessThan(2_000);
    const [offer] = legacyOffers([]);
    const again = performance.now();
    const byHand =
      offer && (await askByHand(target(server.port), offer, dialler, none, LIMITS, AbortSignal.timeout(9_000)));
    expect(performance.now() - again).toBeLessThan(2_000);
    expect(['timed-out', 'malformed', 'not-tls', 'closed', 'reset', 'alert']).toContain(byHand?.kind);
  });
});

/** A TLS server that sends these certificates, in either version. */
async function flooding(sent: readonly Issued[], maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<Running> {
  const [leaf] = sent;
  if (!leaf) throw new Error('a server has a leaf');
  const server = await serveTls({ key: await keyOf(leaf), cert: sent.map(({ pem }) => pem).join('\n'), maxVersion });
  running.push(server);
  return server;
}

const ballast = (bytes: number) => [new x509.Extension('1.3.6.1.4.1.99999.1', false, new Uint8Array(bytes))];
/** So many short DNS names as one extension: OpenSSL's own limit of 100 KiB would spare us the reading of long ones. */
function names(count: number): Buffer {
  const each = Array.from({ length: count }, (_, index) => Buffer.from(`\x82\x00${index.toString(36)}.x`, 'latin1'));
  for (const name of each) name[1] = name.length - 2;
  const all = Buffer.concat(each);
  return Buffer.concat([Buffer.from([0x30, 0x83, all.length >> 16, (all.length >> 8) & 255, all.length & 255]), all]);
}

/** The names take the place of ballast after the signing, which nobody verifies here: the library that signs refuses so many. */
async function crowded(count: number): Promise<Issued> {
  const value = names(count);
  const id = Buffer.from([0x06, 3, 0x55, 0x1d, 99]);
  const blank = new x509.Extension('2.5.29.99', false, Buffer.alloc(value.length, 255));
  const issued = await issue({ subject: 'CN=www.example.com', extensions: [blank] });
  const der = Buffer.from(issued.der);
  der[der.indexOf(id) + 4] = 17;
  value.copy(der, der.indexOf(Buffer.alloc(64, 255)));
  return { ...issued, der, pem: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----` };
}

const times = (count: number, one: Issued): Issued[] => Array(count).fill(one);

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a flood of certificates over %s', (version) => {
  const protocols = ['TLSv1.2'];

  test.each<[string, () => Promise<readonly Issued[]>, string]>([
    ['64 KiB and more', async () => leafAnd(times(2, await big(32 * 1024))), 'completed'],
    ['a megabyte', async () => leafAnd(times(20, await big(50 * 1024))), 'malformed'],
    ['a hundred certificates', async () => leafAnd(times(100, await big(10))), 'completed'],
  ])('%s', async (_what, sent, kind) => {
    const server = await flooding(await sent(), version);
    const start = performance.now();
    const at = target(server.port, { protocols });
    const limits = { ...LIMITS, handshakeMs: 3_000 };
    const { handshake, socket } = await dial(at, dialler, none, limits, new AbortController().signal);
    socket?.destroy();
    expect(handshake.outcome.kind).toBe(kind);
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(JSON.stringify(handshake).length).toBeLessThan(64 * 1024);
  });

  test.each([1_000, 10_000])('all %i names are counted, and few are kept', async (count) => {
    const server = await flooding([await crowded(count)], version);
    const { handshake, socket } = await dial(target(server.port), dialler, none, LIMITS, new AbortController().signal);
    socket?.destroy();
    const chain = handshake.outcome.kind === 'completed' ? handshake.outcome.chain : [];
    expect(chain[0]?.dnsNameCount).toBe(count);
    expect(chain[0]?.dnsNames).toHaveLength(256);
  });
});

const big = (bytes: number) => issue({ subject: 'CN=Ballast CA', isAuthority: true, extensions: ballast(bytes) });

async function leafAnd(others: readonly Issued[]): Promise<readonly Issued[]> {
  return [await issue({ subject: 'CN=www.example.com', dnsNames: ['www.example.com'] }), ...others];
}

describe('a flood instead of an answer', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    ['interim answers', every(1, () => Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(500))), 'malformed'],
    [
      'interim answers with headers',
      every(1, () => Buffer.from(`HTTP/1.1 103 X\r\nLink: ${'x'.repeat(9_000)}\r\n\r\n`.repeat(9))),
      'malformed',
    ],
    [
      'header lines',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        every(1, () => Buffer.from('X-Flood: yes\r\n'.repeat(1_000)))(socket);
      },
      'headers-too-large',
    ],
    [
      'one header without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nX-Flood: ');
        every(1, () => Buffer.alloc(64 * 1024, 120))(socket);
      },
      'headers-too-large',
    ],
    [
      'a header, one byte at a time',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nX-Drip: ');
        every(20, () => Buffer.from('x'))(socket);
      },
      'timed-out',
    ],
  ])('of %s', async (_what, behave, how) => {
    const server = await serveRaw((socket) => socket.once('data', () => behave(socket)));
    running.push(server);
    const wire = dialler('127.0.0.1', server.port);
    const start = performance.now();
    const limits = { answerMs: 400, maxHeaderBytes: 32 * 1024 };
    const answer = await ask(wire, target(server.port, { scheme: 'http' }), '/', limits, new AbortController().signal);
    expect(answer).toMatchObject({ kind: 'no-answer', how });
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(wire.destroyed).toBe(true);
    expect(wire.bytesRead).toBeLessThan(2 ** 20);
  });
});

describe('a server that does not let go', () => {
  test('answers a GET with what inflates without end: nothing of it is read', async () => {
    const inflating = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n';
    const server = await serveRaw((socket) =>
      socket.once('data', () => {
        socket.write(inflating);
        every(1, () => Buffer.alloc(64 * 1024))(socket);
      }),
    );
    running.push(server);
    const wire = dialler('127.0.0.1', server.port);
    const limits = { answerMs: 400, maxHeaderBytes: 32 * 1024 };
    const at = target(server.port, { scheme: 'http' });
    expect(await ask(wire, at, '/', limits, new AbortController().signal, 'GET')).toMatchObject({ status: 200 });
    expect(wire.destroyed).toBe(true);
    expect(wire.bytesRead).toBeLessThan(2 ** 20);
  });

  test('answers and never closes: we hang up', async () => {
    const server = await serveRaw((socket) => socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')));
    running.push(server);
    const wire = dialler('127.0.0.1', server.port);
    const closed = once(wire, 'close');
    const limits = { answerMs: 400, maxHeaderBytes: 32 * 1024 };
    const at = target(server.port, { scheme: 'http' });
    expect(await ask(wire, at, '/', limits, new AbortController().signal, 'GET')).toMatchObject({ status: 200 });
    await closed;
  });

  test('accepts nothing, its queue full: each dial ends in time', async () => {
    const script =
      "const s = require('net').createServer(); s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = await once(child.stdout, 'data');
      child.kill('SIGSTOP');
      const at = target(Number(String(line)));
      const dials = Array.from({ length: 8 }, () => dial(at, dialler, none, LIMITS, new AbortController().signal));
      const ends = (await Promise.all(dials)).map(({ handshake }) => handshake.outcome);
      expect(ends.every(({ kind }) => kind === 'timed-out')).toBe(true);
      expect(ends).toContainEqual({ kind: 'timed-out', phase: 'connect' });
    } finally {
      child.kill('SIGKILL');
    }
  });
});
