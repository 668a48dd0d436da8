import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { LegacyOffer } from '../../lambda/cloudfront/legacy.ts';
import { askByHand } from '../../lambda/gather/by-hand.ts';
import type { Target } from '../../lambda/model/handshake.ts';
import { certificateMessage, message } from '../tls/flight.ts';
import { anchors, chain, forever, LIMITS, rawServer, tlsServer } from './dialling.ts';
import { dialler, target } from './servers.ts';

const TLS: LegacyOffer = { version: 0x0303, suites: [0x000a, 0x0004] };
const SSL: LegacyOffer = { version: 0x0300, suites: [0x002f, 0x000a] };

const record = (type: number, version: number, body: Buffer) =>
  Buffer.concat([Buffer.of(type, version >> 8, version & 255, body.length >> 8, body.length & 255), body]);

/** ServerHello, Certificate and ServerHelloDone in the clear. */
function flight(version: number, suite: number) {
  const hello = Buffer.concat([Buffer.of(version >> 8, version & 255), Buffer.alloc(32, 7), Buffer.of(0, 0, suite, 0)]);
  const sent = certificateMessage([chain.leaf, chain.lower, chain.upper].map(({ der }) => der));
  return record(22, version, Buffer.concat([message(2, hello), sent, message(14, Buffer.alloc(0))]));
}

const answering = (act: (socket: Socket, hello: Buffer) => void) =>
  rawServer((socket) => socket.once('data', (hello) => act(socket, hello)));

const ask = (at: Target, offer = TLS, limits: Partial<typeof LIMITS> = {}) =>
  askByHand(at, offer, dialler, anchors, { ...LIMITS, ...limits }, forever);

describe('a server that OpenSSL cannot speak to', () => {
  test.each([
    ['3DES over TLS 1.2', TLS, 0x0303, 0x000a, 'TLSv1.2', 'DES-CBC3-SHA'],
    ['3DES over TLS 1.0', TLS, 0x0301, 0x000a, 'TLSv1', 'DES-CBC3-SHA'],
    ['RC4', TLS, 0x0302, 0x0004, 'TLSv1.1', 'RC4-MD5'],
    ['SSLv3', SSL, 0x0300, 0x002f, 'SSLv3', 'AES128-SHA'],
  ])('shows its chain: %s', async (_what, offer, version, suite, protocol, cipher) => {
    const server = await answering((socket) => socket.write(flight(version, suite)));
    const outcome = await ask(target(server.port), offer);
    expect(outcome).toMatchObject({ kind: 'completed', byHand: true, protocol, cipher, path: { kind: 'trusted' } });
    expect(outcome.kind === 'completed' && outcome.chain).toHaveLength(3);
    expect(server.open.size).toBeLessThanOrEqual(1);
  });

  test('is heard byte by byte as well', async () => {
    const server = await answering((socket) => {
      const bytes = flight(0x0303, 0x000a);
      const next = (at: number) => at < bytes.length && socket.write(bytes.subarray(at, at + 7), () => next(at + 7));
      next(0);
    });
    expect(await ask(target(server.port))).toMatchObject({ kind: 'completed', byHand: true });
  });

  test('is told the name, but no address', async () => {
    const heard: Buffer[] = [];
    const server = await answering((socket, hello) => {
      heard.push(hello);
      socket.end();
    });
    await ask(target(server.port));
    await ask(target(server.port, { serverName: '203.0.113.7' }));
    expect(heard.map((hello) => hello.includes('www.example.com'))).toEqual([true, false]);
    expect(heard[1]?.includes('203.0.113.7')).toBe(false);
  });
});

describe('a server that does not take the offer', () => {
  test('a real one of today: its alert', async () => {
    const server = await tlsServer([chain.leaf]);
    expect(await ask(target(server.port))).toMatchObject({ kind: 'alert', code: 40 });
  });

  test.each<[string, (socket: Socket) => void, object]>([
    ['closes', (socket) => socket.end(), { kind: 'closed', phase: 'hello' }],
    ['resets', (socket) => socket.resetAndDestroy(), { kind: 'reset', phase: 'hello' }],
    ['speaks SSH', (socket) => socket.write('SSH-2.0-x\r\n'), { kind: 'not-tls' }],
    ['chooses a suite that was not offered', (socket) => socket.write(flight(0x0303, 0x002f)), { kind: 'malformed' }],
    ['chooses a later version', (socket) => socket.write(flight(0x0305, 0x000a)), { kind: 'malformed' }],
    ['floods', (socket) => socket.write(record(22, 0x0303, Buffer.alloc(16_000))), { kind: 'malformed' }],
  ])('%s', async (_what, act, expected) => {
    const server = await answering(act);
    expect(await ask(target(server.port), TLS, { maxBytes: 12_000 })).toMatchObject(expected);
  });

  test('is silent: time is up', async () => {
    const server = await answering(() => {});
    expect(await ask(target(server.port), TLS, { handshakeMs: 60 })).toEqual({
      kind: 'timed-out',
      phase: 'handshake',
    });
  });
});
