import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patience } from '../lambda/patience.ts';

type Kind = 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';

/** The waits in milliseconds of a call that fails in the same way until it is given up. */
async function waits(errorType: Kind, attempts: { failed: number; throttled: number }, chance = 1): Promise<number[]> {
  const { acquireInitialRetryToken, refreshRetryTokenForRetry } = patience(attempts, () => chance);
  const all: number[] = [];
  let token = await acquireInitialRetryToken();
  for (;;) {
    const next = await refreshRetryTokenForRetry(token, { errorType }).catch(() => undefined);
    if (!next) return all;
    all.push(next.getRetryDelay());
    token = next;
  }
}

describe('how often a call is repeated', () => {
  test('what is throttled again and again, after waits that double up to a second and a half', async () => {
    expect(await waits('THROTTLING', { failed: 3, throttled: 7 })).toEqual([200, 400, 800, 1_500, 1_500, 1_500]);
  });

  test('what fails or is not answered a few times, soon', async () => {
    expect(await waits('TRANSIENT', { failed: 4, throttled: 9 })).toEqual([50, 100, 200]);
  });

  test.each(['CLIENT_ERROR', 'SERVER_ERROR'] as const)('%s never: it would fail again', async (kind) => {
    expect(await waits(kind, { failed: 4, throttled: 9 })).toEqual([]);
  });

  test('one call is as patient as the next, however many were throttled before', async () => {
    const { acquireInitialRetryToken, refreshRetryTokenForRetry } = patience({ failed: 3, throttled: 3 }, () => 0);
    for (let calls = 0; calls < 1_000; calls += 1) {
      const first = await acquireInitialRetryToken();
      const second = await refreshRetryTokenForRetry(first, { errorType: 'THROTTLING' });
      await refreshRetryTokenForRetry(second, { errorType: 'THROTTLING' });
    }
    const token = await acquireInitialRetryToken();
    expect((await refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' })).getRetryCount()).toBe(1);
  });

  test('chance only ever shortens a wait', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        async (chance, throttled) => {
          const all = await waits('THROTTLING', { failed: 1, throttled }, chance);
          expect(all).toHaveLength(throttled - 1);
          expect(Math.max(0, ...all)).toBeLessThanOrEqual(1_500);
        },
      ),
    );
  });
});
