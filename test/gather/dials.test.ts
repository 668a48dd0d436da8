import { Resolver } from 'node:dns/promises';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dialAll } from '../../lambda/gather/dials.ts';
import { MAX_CONNECTIONS, MAX_FOLLOW_UPS } from '../../lambda/gather/follow-up.ts';
import { type Look, MAX_OPEN, sourcesOf, startLook } from '../../lambda/gather/sources.ts';
import type { DialPlan } from '../../lambda/model/handshake.ts';
import type { Limits } from '../../lambda/model/world.ts';
import { distribution, ORIGIN, origin } from '../evidence.ts';
import { type Issued, issueChain, keyOf } from '../tls/authority.ts';
import { dialler, type Running, serveRaw, serveTls, target } from './servers.ts';

let chain: { root: Issued; upper: Issued; lower: Issued; leaf: Issued };
const running: Running[] = [];

beforeAll(async () => {
  chain = await issueChain();
});

afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});

async function raw(behave: (socket: Socket) => void): Promise<Running> {
  const server = await serveRaw(behave);
  running.push(server);
  return server;
}

/** Every server name of `names` at every address, all of them the server on `port`. */
function planOf(port: number, addresses: number, names: readonly string[] = [ORIGIN]): DialPlan {
  const at = Array.from({ length: addresses }, (_, index) => `203.0.113.${index + 1}`);
  const dials = at.flatMap((address) => names.map((serverName) => ({ address, serverName })));
  return {
    targets: dials.map((one) => target(port, { ...one, acceptedNames: [one.serverName, 'www.example.com'] })),
    omitted: [],
  };
}

/** A world whose addresses all lead to loopback, and what it counts of its connections; `mostInUse` without those that are closing. */
function counted(limits: Limits = {}) {
  const count = { made: 0, open: 0, most: 0, mostInUse: 0 };
  const sockets = new Set<Socket>();
  const dial = (_address: string, port: number) => {
    count.made += 1;
    count.open += 1;
    count.most = Math.max(count.most, count.open);
    const socket = dialler('127.0.0.1', port);
    sockets.add(socket);
    count.mostInUse = Math.max(count.mostInUse, [...sockets].filter(({ destroyed }) => !destroyed).length);
    return socket.once('close', () => {
      count.open -= 1;
      sockets.delete(socket);
    });
  };
  const sources = sourcesOf({
    now: () => new Date(),
    resolver: new Resolver(),
    dial,
    trustAnchors: [chain.root.pem],
    aws: {},
    allowPrivateAddresses: false,
    topicArn: '',
    limits,
  });
  return { count, sources };
}

const run = (look: Look, plan: DialPlan) => dialAll(look, plan, origin(), distribution());

/** Sockets close a moment after they are destroyed. */
async function allClosed(count: { readonly open: number }): Promise<void> {
  while (count.open > 0) await new Promise((resolve) => setImmediate(resolve));
}

/** Thousands of connections, on a machine that is busy with other tests as well. */
const BUSY_MS = 60_000;

describe('connections of all origins together', () => {
  test(
    'are never more than the bound, whatever they are for, and none is left out',
    async () => {
      const server = await raw((socket) => socket.once('data', () => socket.resetAndDestroy()));
      const { count, sources } = counted();
      const look = startLook(sources);
      const all = await Promise.all(Array.from({ length: 20 }, () => run(look, planOf(server.port, 16))));
      expect(all.flatMap(({ handshakes }) => handshakes.omitted)).toEqual([]);
      expect(all.flatMap(({ handshakes }) => handshakes.dials).every(({ outcome }) => outcome.kind === 'reset')).toBe(
        true,
      );
      expect(count.made).toBe(20 * 16 * (1 + MAX_FOLLOW_UPS));
      expect(count.most).toBe(MAX_OPEN);
      await allClosed(count);
    },
    BUSY_MS,
  );

  test(
    'are bounded over several examinations as well',
    async () => {
      const server = await raw((socket) => socket.once('data', () => socket.end()));
      const { count, sources } = counted();
      const looks = Array.from({ length: 12 }, () => startLook(sources));
      await Promise.all(looks.map((look) => run(look, planOf(server.port, 16))));
      expect(count.most).toBe(MAX_OPEN);
    },
    BUSY_MS,
  );

  test('end with the deadline where nothing answers; what was not tried is told, never taken for silence', async () => {
    const server = await raw(() => {});
    const { count, sources } = counted({ evidenceMs: 400, handshakeMs: 250 });
    const look = startLook(sources);
    const started = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => run(look, planOf(server.port, 16))));
    expect(performance.now() - started).toBeLessThan(2_000);
    const dials = all.flatMap(({ handshakes }) => handshakes.dials);
    const left = all.flatMap(({ handshakes }) => handshakes.omitted.map((words) => Number.parseInt(words, 10)));
    expect(dials.length + left.reduce((sum, one) => sum + one, 0)).toBe(20 * 16);
    expect(dials.every(({ tookMs }) => tookMs >= 249)).toBe(true);
    expect(all.some(({ handshakes }) => handshakes.omitted[0]?.includes('time of this examination was up'))).toBe(true);
    await allClosed(count);
    const again = await run(startLook(sources), planOf(server.port, 1));
    expect(again.handshakes.dials[0]?.outcome).toEqual({ kind: 'timed-out', phase: 'handshake' });
  });

  test.each(['HEAD', 'GET'])(
    'end with the deadline where a %s is not answered: a blind spot, no accusation',
    async (method) => {
      const pem = [chain.leaf, chain.lower, chain.upper].map((one) => one.pem).join('\n');
      const server = await serveTls({ key: await keyOf(chain.leaf), cert: pem }, (socket) => {
        socket.once('data', (bytes) => {
          if (!bytes.toString('latin1').startsWith(method)) socket.end('HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n');
        });
      });
      running.push(server);
      const { sources } = counted({ evidenceMs: 600 });
      const { answer, handshakes } = await run(startLook(sources), planOf(server.port, 1));
      expect(answer).toEqual({
        status: 'unavailable',
        reason: expect.stringContaining('time of this examination was up'),
      });
      expect(handshakes.dials).toMatchObject([{ outcome: { kind: 'completed' } }]);
    },
  );

  test('a connection that cannot even be opened gives its place back', async () => {
    const { sources } = counted();
    const world = {
      ...sources.world,
      dial: () => {
        throw new Error('no descriptor left');
      },
    };
    const look = startLook({ ...sources, world });
    const all = await Promise.all(Array.from({ length: 20 }, () => run(look, planOf(1, 16))));
    expect(all.flatMap(({ handshakes }) => handshakes.dials)).toHaveLength(20 * 16);
  });
});

describe('connections of one origin', () => {
  const NAMES = [ORIGIN, 'www.example.com', 'shop.example.com', 'd111111abcdef8.cloudfront.net'];

  test.each<[string, (socket: Socket) => void]>([
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['closes', (socket) => socket.once('data', () => socket.end())],
    ['answers an alert', (socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])))],
  ])('stay within their number where it %s', async (_how, behave) => {
    const server = await raw(behave);
    const { count, sources } = counted();
    await run(startLook(sources), planOf(server.port, 16, NAMES));
    expect(count.made).toBe(MAX_CONNECTIONS - 1);
    expect(count.mostInUse).toBeLessThanOrEqual(16);
    await allClosed(count);
  });

  test('stay within their number with a HEAD and a GET, and close', async () => {
    const material = { key: await keyOf(chain.leaf), cert: [chain.leaf, chain.lower, chain.upper] };
    const server = await serveTls(
      { key: material.key, cert: material.cert.map(({ pem }) => pem).join('\n') },
      (socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n'));
      },
    );
    running.push(server);
    const { count, sources } = counted();
    const { answer } = await run(startLook(sources), planOf(server.port, 16, NAMES));
    expect(answer).toMatchObject({ status: 'observed', value: { method: 'GET', status: 503 } });
    expect(count.made).toBe(64 + 1);
    expect(count.mostInUse).toBeLessThanOrEqual(16 + 1);
    await allClosed(count);
  });
});
