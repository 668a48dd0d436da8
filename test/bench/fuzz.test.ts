import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { campaign } from '../../bench/fuzz/campaign.ts';
import { randomOf } from '../../bench/fuzz/random.ts';
import { TLS_1_2, TLS_1_3, TLS_1_3_SECRET } from '../../bench/fuzz/recorded.ts';
import { hold, type Surface } from '../../bench/fuzz/surface.ts';
import { SURFACES } from '../../bench/fuzz/surfaces.ts';
import { readServerFlight } from '../../lambda/tls/wire.ts';

let keep: string;
beforeEach(() => {
  keep = mkdtempSync(join(tmpdir(), 'fuzz-'));
});
afterEach(() => rmSync(keep, { recursive: true }));

const settings = () => ({ seed: 20261123, runs: 200, limitMs: 5_000, keep, isOver: () => false });

describe('whatever strangers send', () => {
  test.each(SURFACES.map((surface) => [surface.name, surface] as const))('%s takes it', async (_name, surface) => {
    expect(await campaign([surface], settings())).toEqual({ inputs: 200, found: [] });
    expect(readdirSync(keep)).toEqual([]);
  });

  test('inputs are many, the same for the same seed, and begin at bytes that can be read', () => {
    for (const { make } of SURFACES) {
      const inputs = Array.from({ length: 50 }, (_, seed) => make(randomOf(seed)).toString('hex'));
      expect(new Set(inputs).size).toBeGreaterThan(40);
      expect(Array.from({ length: 50 }, (_, seed) => make(randomOf(seed)).toString('hex'))).toEqual(inputs);
    }
    expect(readServerFlight(TLS_1_2)).toMatchObject({ protocol: 'TLSv1.2', clientCertificateRequested: true });
    expect(readServerFlight(TLS_1_2).certificates).toHaveLength(3);
    expect(readServerFlight(TLS_1_3, TLS_1_3_SECRET).certificates).toEqual(readServerFlight(TLS_1_2).certificates);
  });
});

describe('what gives way', () => {
  const weak = (run: Surface['run']): Surface => ({ name: 'weak', make: (random) => random.bytes(4), run });
  const one = () => ({ ...settings(), runs: 1, limitMs: 50 });

  test.each<[string, Surface['run'], RegExp]>([
    ['an error', () => hold(false, 'it broke'), /it broke/],
    [
      'a loop without end',
      () => {
        for (;;);
      },
      /timed out after 50ms/,
    ],
    ['a promise that is not kept', () => new Promise<void>(() => {}), /no end within 50 ms/],
    ['a promise that fails', () => Promise.reject(new Error('later')), /later/],
  ])('%s is found, and kept with its input', async (_name, run, problem) => {
    const { found } = await campaign([weak(run)], one());
    expect(found).toEqual([expect.objectContaining({ surface: 'weak', problem: expect.stringMatching(problem) })]);
    const [{ file, seed } = { file: '', seed: 0 }] = found;
    expect(readFileSync(file)).toEqual(randomOf(seed).bytes(4));
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({ surface: 'weak', seed });
  });

  test('it ends when told to, and when nobody would read more', async () => {
    let left = 7;
    const isOver = () => left-- === 0;
    expect(await campaign([weak(() => {})], { ...settings(), isOver })).toEqual({ inputs: 7, found: [] });
    const { found } = await campaign([weak(() => hold(false, 'x'))], settings());
    expect(found).toHaveLength(50);
    expect(existsSync(found[49]?.file ?? '')).toBe(true);
  });
});
