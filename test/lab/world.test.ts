import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bannerOrigin } from '../../lab/origins/banner.ts';
import { type Stage, startWorld } from '../../lab/world.ts';

const NOW = new Date('2026-11-23T03:12:00.000Z');

let stage: Stage;

beforeAll(async () => {
  stage = await startWorld(
    {
      dns: { 'origin.example.com': { a: ['203.0.113.10'] } },
      origins: [
        { at: ['203.0.113.10', '2001:db8::10'], serve: bannerOrigin('first') },
        { at: ['203.0.113.11'], port: 8443, serve: bannerOrigin('second') },
        { at: ['203.0.113.12'], serve: 'firewall' },
      ],
      account: {},
    },
    { endpoint: 'http://127.0.0.1:9', trustAnchor: 'PEM', now: NOW, onEvidence: () => {}, log: () => {} },
  );
});

afterAll(() => stage.close());

async function firstWords(address: string, port: number): Promise<string> {
  const socket = stage.world.dial(address, port);
  const [words] = await once(socket, 'data');
  socket.destroy();
  return String(words);
}

describe('the world of a case', () => {
  test('documentation addresses lead to the servers that stand for them', async () => {
    expect(await firstWords('203.0.113.10', 443)).toBe('first');
    expect(await firstWords('2001:db8::10', 443)).toBe('first');
    expect(await firstWords('203.0.113.11', 8443)).toBe('second');
  });

  test.each([
    ['another port', '203.0.113.11', 443],
    ['an address that nobody stands for', '198.51.100.1', 443],
    ['an address of this machine', '127.0.0.1', 22],
  ])('%s is refused', async (_, address, port) => {
    const [error] = await once(stage.world.dial(address, port), 'error').catch((reason) => [reason]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('behind a firewall nothing comes about', async () => {
    const silent = stage.world.dial('203.0.113.12', 443);
    const ended = ['connect', 'error', 'close'].map((name) => once(silent, name).then(() => name));
    const other = firstWords('203.0.113.10', 443).then(() => 'nothing');
    expect(await Promise.race([...ended, other])).toBe('nothing');
    silent.destroy();
  });

  test('names are asked of the case’s own DNS, and time starts at its moment', async () => {
    expect(await stage.world.resolver.resolve4('origin.example.com')).toEqual(['203.0.113.10']);
    const elapsed = stage.world.now().getTime() - NOW.getTime();
    expect(elapsed).toBeGreaterThanOrEqual(0);
    expect(elapsed).toBeLessThan(60_000);
  });

  test('closing takes its servers down', async () => {
    const own = await startWorld(
      { dns: {}, origins: [{ at: ['203.0.113.10'], serve: bannerOrigin('x') }], account: {} },
      { endpoint: '', trustAnchor: '', now: NOW, onEvidence: () => {}, log: () => {} },
    );
    const socket = own.world.dial('203.0.113.10', 443);
    await once(socket, 'data');
    const port = 'remotePort' in socket ? Number(socket.remotePort) : 0;
    const host = 'remoteAddress' in socket ? String(socket.remoteAddress) : '';
    const closed = once(socket, 'close');
    await own.close();
    await closed;
    const [error] = await once(createConnection(port, host), 'error').catch((reason) => [reason]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
