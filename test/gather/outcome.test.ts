import { Duplex } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { dial } from '../../lambda/gather/handshake.ts';
import { anchors, chain, forever, LIMITS, outcomeOf, rawServer, tlsServer } from './dialling.ts';
import { dialler, serveRaw, target } from './servers.ts';

/** Answers once the client has sent its hello. */
function afterHello(act: (socket: import('node:net').Socket) => void) {
  return rawServer((socket) => socket.once('data', () => act(socket)));
}

describe('a handshake that fails', () => {
  test('the server refuses the version: its alert, by number', async () => {
    const server = await tlsServer([chain.leaf], { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    const outcome = await outcomeOf(target(server.port));
    expect(outcome).toEqual({ kind: 'alert', code: 70, description: 'protocol_version' });
  });

  test('the server answers with a version that is not offered: we refuse, and say so', async () => {
    const hello = Buffer.concat([Buffer.from([3, 1]), Buffer.alloc(32, 7), Buffer.from([0, 0xc0, 0x09, 0])]);
    const message = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello]);
    const record = Buffer.concat([Buffer.from([22, 3, 1, 0, message.length]), message]);
    const server = await afterHello((socket) => socket.write(record));
    expect(await outcomeOf(target(server.port))).toEqual({
      kind: 'alert',
      code: 70,
      description: 'protocol_version',
      sentByUs: true,
    });
  });

  test('no cipher in common', async () => {
    const server = await tlsServer([chain.leaf], { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' });
    expect(await outcomeOf(target(server.port))).toEqual({
      kind: 'alert',
      code: 40,
      description: 'handshake_failure',
    });
  });

  test('an alert after the certificate, as where a client certificate is required: the chain is told as well', async () => {
    const real = await tlsServer([chain.leaf, chain.lower], { maxVersion: 'TLSv1.2' });
    const server = await rawServer((socket) => {
      const onward = dialler('127.0.0.1', real.port);
      socket.pipe(onward);
      onward.once('data', (flight) => socket.end(Buffer.concat([flight, Buffer.from([21, 3, 3, 0, 2, 2, 40])])));
    });
    const outcome = await outcomeOf(target(server.port));
    expect(outcome).toMatchObject({ kind: 'alert', code: 40, description: 'handshake_failure' });
    expect(outcome.kind === 'alert' && outcome.chain?.map(({ subject }) => subject)).toEqual([
      'CN=www.example.com',
      'CN=Lower CA',
    ]);
  });

  test('an alert of any number, in the clear', async () => {
    const server = await afterHello((socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 112])));
    expect(await outcomeOf(target(server.port))).toEqual({
      kind: 'alert',
      code: 112,
      description: 'unrecognized_name',
    });
  });

  test.each([
    ['HTTP/1.1 400 Bad Request\r\n', 'HTTP/1.1 400 Bad Request\\x0d\\x0a'],
    ['220 mail ready\r\n', '220 mail ready\\x0d\\x0a'],
  ])('what is no TLS: %j', async (greeting, firstBytes) => {
    const server = await afterHello((socket) => socket.end(greeting));
    expect(await outcomeOf(target(server.port))).toEqual({ kind: 'not-tls', firstBytes });
  });

  test('a server that speaks first, and then not at all', async () => {
    const server = await rawServer((socket) => socket.write('SS'));
    const outcome = await outcomeOf(target(server.port), { handshakeMs: 150 });
    expect(outcome).toEqual({ kind: 'not-tls', firstBytes: 'SS' });
  });

  test('garbage in the form of TLS', async () => {
    const server = await afterHello((socket) => socket.end(Buffer.from([22, 3, 3, 0, 5, 99, 0, 0, 1, 0])));
    expect(await outcomeOf(target(server.port))).toMatchObject({ kind: 'malformed' });
  });

  test('closed after the hello', async () => {
    const server = await afterHello((socket) => socket.end());
    expect(await outcomeOf(target(server.port))).toEqual({ kind: 'closed', phase: 'hello' });
  });

  test('reset after the hello', async () => {
    const server = await afterHello((socket) => socket.resetAndDestroy());
    expect(await outcomeOf(target(server.port))).toEqual({ kind: 'reset', phase: 'hello' });
  });

  test.each(['closed', 'reset'] as const)('%s once TLS had begun', async (kind) => {
    const server = await afterHello((socket) => {
      socket.write(Buffer.from([22, 3, 3, 0, 80, 2, 0, 0, 76]), () =>
        kind === 'closed' ? socket.end() : setImmediate(() => socket.resetAndDestroy()),
      );
    });
    expect(await outcomeOf(target(server.port))).toEqual({ kind, phase: 'handshake' });
  });

  test('silence', async () => {
    const server = await rawServer(() => {});
    const outcome = await outcomeOf(target(server.port), { handshakeMs: 100 });
    expect(outcome).toEqual({ kind: 'timed-out', phase: 'handshake' });
  });

  test('a drip of valid records does not prolong the handshake', async () => {
    const server = await rawServer((socket) => {
      const drip = setInterval(() => socket.write(Buffer.from([22, 3, 3, 0, 1, 2])), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const start = performance.now();
    const outcome = await outcomeOf(target(server.port), { handshakeMs: 200 });
    expect(['timed-out', 'malformed']).toContain(outcome.kind);
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  test('a flood', async () => {
    const hello = Buffer.from([22, 3, 3, 0x40, 0, 11, 0x7f, 0xff, 0xff, ...new Uint8Array(0x4000 - 4)]);
    const server = await rawServer((socket) => {
      const pour = () => {
        while (!socket.destroyed && socket.write(hello));
      };
      socket.on('drain', pour);
      pour();
    });
    const outcome = await outcomeOf(target(server.port), { maxBytes: 100_000 });
    expect(outcome).toMatchObject({ kind: 'malformed' });
  });

  test('refused', async () => {
    const server = await serveRaw(() => {});
    await server.close();
    expect(await outcomeOf(target(server.port))).toEqual({ kind: 'refused' });
  });

  test('the connection never opens', async () => {
    const mute = () => new Duplex({ read() {}, write() {} });
    const { handshake } = await dial(target(9), mute, anchors, { ...LIMITS, connectMs: 50 }, forever);
    expect(handshake.outcome).toEqual({ kind: 'timed-out', phase: 'connect' });
  });

  test('a dialler that throws, or fails with any other code', async () => {
    const throws = () => {
      throw Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' });
    };
    const { handshake } = await dial(target(9), throws, anchors, LIMITS, forever);
    expect(handshake.outcome).toEqual({ kind: 'unreachable', reason: 'EHOSTUNREACH' });
    const fails = () => {
      const wire = new Duplex({ read() {}, write() {} });
      process.nextTick(() => wire.destroy(Object.assign(new Error('no net'), { code: 'ENETUNREACH' })));
      return wire;
    };
    const failed = await dial(target(9), fails, anchors, LIMITS, forever);
    expect(failed.handshake.outcome).toEqual({ kind: 'unreachable', reason: 'ENETUNREACH' });
  });
});
