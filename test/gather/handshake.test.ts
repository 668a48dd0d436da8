import { once } from 'node:events';
import type { SecureVersion } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { Extension } from '@peculiar/x509';
import { dial } from '../../lambda/gather/handshake.ts';
import { issue } from '../tls/authority.ts';
import { anchors, chain, forever, LIMITS, outcomeOf, rawServer, tlsServer } from './dialling.ts';
import { dialler, target } from './servers.ts';

describe('a chain that is long', () => {
  test.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])(
    'its size is told, also where it is too long to be read: %s',
    async (version) => {
      const { leaf, lower, upper } = chain;
      const versions = { minVersion: version, maxVersion: version };
      const short = await tlsServer([leaf, lower, upper], versions);
      const bytes = [leaf, lower, upper].reduce((sum, { der }) => sum + der.length + 3, 3);
      const told = await outcomeOf(target(short.port));
      if (told.kind !== 'completed') throw new Error(told.kind);
      expect(told.certificateBytes).toBe(version === 'TLSv1.3' ? bytes + 1 + 2 * 3 : bytes);
      const value = Buffer.alloc(60_000, 5);
      const extensions = [new Extension('1.2.3.4', false, value)];
      const big = await Promise.all(['CN=a', 'CN=b'].map((subject) => issue({ subject, extensions })));
      const long = await tlsServer([leaf, ...big], versions);
      const outcome = await outcomeOf(target(long.port));
      if (outcome.kind !== 'malformed') throw new Error(outcome.kind);
      expect(outcome.certificateBytes).toBeGreaterThan(120_000);
    },
  );
});

describe('a completed handshake', () => {
  test.each<[SecureVersion, string[]]>([
    ['TLSv1', ['TLSv1']],
    ['TLSv1.1', ['TLSv1']],
    ['TLSv1.2', ['TLSv1.2']],
    ['TLSv1.3', ['TLSv1.2']],
  ])('%s: tells the chain as sent, wrong order and extras included', async (version, protocols) => {
    const { leaf, root, lower, upper } = chain;
    const server = await tlsServer([leaf, root, upper, lower], { minVersion: version, maxVersion: version });
    const outcome = await outcomeOf(target(server.port, { protocols }));
    expect(outcome).toMatchObject({ kind: 'completed', protocol: version, clientCertificateRequested: false });
    if (outcome.kind !== 'completed') return;
    expect(outcome.chain.map(({ subject }) => subject)).toEqual([
      'CN=www.example.com',
      'CN=Test Root',
      'CN=Upper CA',
      'CN=Lower CA',
    ]);
    expect(outcome.path).toMatchObject({ kind: 'trusted' });
  });

  test.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'reads the chain under %s',
    async (suite) => {
      const server = await tlsServer([chain.leaf, chain.lower], { ciphers: suite, minVersion: 'TLSv1.3' });
      const outcome = await outcomeOf(target(server.port));
      expect(outcome).toMatchObject({ kind: 'completed', cipher: suite, path: { kind: 'untrusted' } });
    },
  );

  test('follows a HelloRetryRequest', async () => {
    const server = await tlsServer([chain.leaf], { ecdhCurve: 'P-384', minVersion: 'TLSv1.3' });
    expect(await outcomeOf(target(server.port))).toMatchObject({
      kind: 'completed',
      protocol: 'TLSv1.3',
      path: { kind: 'incomplete', missingIssuer: 'CN=Lower CA', at: 0 },
    });
  });

  test.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])(
    '%s: tells that a client certificate was asked for',
    async (version) => {
      const server = await tlsServer([chain.leaf], {
        maxVersion: version,
        minVersion: version,
        requestCert: true,
        rejectUnauthorized: false,
        ca: chain.root.pem,
      });
      expect(await outcomeOf(target(server.port))).toMatchObject({
        kind: 'completed',
        clientCertificateRequested: true,
      });
    },
  );

  test('reads a chain that needs several records', async () => {
    const server = await tlsServer([chain.leaf, ...Array.from({ length: 60 }, () => chain.lower)]);
    const outcome = await outcomeOf(target(server.port));
    expect(outcome.kind === 'completed' && outcome.chain.length).toBe(61);
  });

  test('sends the name, and none where it is an address', async () => {
    const names: string[] = [];
    const server = await tlsServer([chain.leaf], {
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    expect(await outcomeOf(target(server.port))).toMatchObject({ kind: 'completed' });
    expect(await outcomeOf(target(server.port, { serverName: '192.0.2.1' }))).toMatchObject({ kind: 'completed' });
    expect(await outcomeOf(target(server.port, { serverName: '2001:db8::1' }))).toMatchObject({ kind: 'completed' });
    expect(names).toEqual(['www.example.com']);
  });

  test('leaves the connection to the caller, and nothing open when it is destroyed', async () => {
    const server = await tlsServer([chain.leaf]);
    const { socket } = await dial(target(server.port), dialler, anchors, LIMITS, forever);
    expect(server.open.size).toBe(1);
    const [serverSide] = server.open;
    const closed = serverSide && once(serverSide, 'close');
    socket?.destroy();
    await closed;
    expect(server.open.size).toBe(0);
  });

  test('over http there is nothing to negotiate', async () => {
    const server = await rawServer(() => {});
    const { handshake, socket } = await dial(
      target(server.port, { scheme: 'http' }),
      dialler,
      anchors,
      LIMITS,
      forever,
    );
    expect(handshake.outcome).toEqual({ kind: 'connected' });
    expect(socket).toBeDefined();
    socket?.destroy();
  });
});

describe('the signal', () => {
  test('fired before: nothing is dialled', async () => {
    let dialled = 0;
    const counting = (address: string, port: number) => {
      dialled += 1;
      return dialler(address, port);
    };
    const { handshake } = await dial(target(9), counting, anchors, LIMITS, AbortSignal.abort());
    expect(handshake.outcome).toEqual({ kind: 'timed-out', phase: 'connect' });
    expect(dialled).toBe(0);
  });

  test('fired during the handshake: it ends at once and nothing stays open', async () => {
    const stop = new AbortController();
    const server = await rawServer((socket) => socket.once('data', () => stop.abort()));
    const start = performance.now();
    expect(await outcomeOf(target(server.port), {}, stop.signal)).toEqual({ kind: 'timed-out', phase: 'handshake' });
    expect(performance.now() - start).toBeLessThan(1_000);
    const [serverSide] = server.open;
    if (serverSide) await once(serverSide, 'close');
    expect(server.open.size).toBe(0);
  });
});
