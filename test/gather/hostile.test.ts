import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { dial } from '../../lambda/gather/handshake.ts';
import { parseAnchors } from '../../lambda/tls/path.ts';
import { dialler, type Running, serveRaw, target } from './servers.ts';

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

describe('a server that means harm costs no more than the limits', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['one byte at a time', every(20, () => Buffer.from([22]))],
    ['half a ServerHello', (socket) => socket.write(record(Buffer.from([2, 0, 0, 80, 3, 3])))],
    ['a handshake message without end', every(1, () => ENDLESS)],
    ['a flood of empty records', every(1, () => Buffer.concat(Array(500).fill(record(Buffer.alloc(0)))))],
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
  });
});
