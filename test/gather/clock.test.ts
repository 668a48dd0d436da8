import { describe, expect, test } from '@jest/globals';
import { Clock } from '../../lambda/gather/clock.ts';

const NOW = '2026-11-23T03:12:00.000Z';

/** A clock that has heard one answer. */
async function heard(answer: { readonly response?: unknown }): Promise<Clock> {
  const clock = new Clock(() => new Date(NOW));
  await clock.listen(async () => answer)('a request');
  return clock;
}

const dated = (date: string) => heard({ response: { headers: { date } } });

describe('this machine’s clock against AWS’s', () => {
  test('AWS’s is the right one where they differ by a minute or more', async () => {
    const behind = await dated('Mon, 23 Nov 2026 03:22:00 GMT');
    expect(behind.corrected(NOW)).toEqual({ examinedAt: '2026-11-23T03:22:00.000Z', clockAheadSeconds: -600 });
    const ahead = await dated('Sun, 22 Nov 2026 03:12:00 GMT');
    expect(ahead.corrected(NOW)).toEqual({ examinedAt: '2026-11-22T03:12:00.000Z', clockAheadSeconds: 86_400 });
  });

  test('seconds are the way there and back, and nothing heard is nothing known', async () => {
    const near = await dated('Mon, 23 Nov 2026 03:11:01 GMT');
    expect(near.corrected(NOW)).toEqual({ examinedAt: NOW });
    expect(new Clock(() => new Date(NOW)).corrected(NOW)).toEqual({ examinedAt: NOW });
  });

  test.each([{}, { response: null }, { response: 'x' }, { response: {} }, { response: { headers: null } }])(
    'an answer without a date changes nothing: %j',
    async (answer) => {
      expect((await heard(answer)).corrected(NOW)).toEqual({ examinedAt: NOW });
    },
  );

  test('a failed call fails as it did', async () => {
    const clock = new Clock(() => new Date(NOW));
    const failing = clock.listen(async (): Promise<{ response?: unknown }> => Promise.reject(new Error('denied')));
    await expect(failing('a request')).rejects.toThrow('denied');
  });
});
