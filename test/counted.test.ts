import { describe, expect, test } from '@jest/globals';
import { hasRisen, passedOn, riseOf } from '../lambda/counted.ts';
import type { BalancerCounts, Series, Traffic } from '../lambda/model/traffic.ts';

const FROM = '2026-11-23T03:00:00.000Z';
const SINCE = '2026-11-23T03:05:00.000Z';
const many = (count: number, value: number | null) => Array.from({ length: count }, () => value);

function counts(series: BalancerCounts['series']): BalancerCounts {
  return { from: FROM, periodSeconds: 60, series };
}

/** Five minutes before and five since the errors began. */
const rising = (before: number, since: number): Series => [...many(5, before), ...many(5, since)];

/** Viewers get 400 errors a minute from 03:05 on. */
const traffic = (rates: Series = rising(0, 40)): Traffic => ({
  from: FROM,
  periodSeconds: 60,
  series: { '5xx': rates, requests: many(10, 1000) },
});

describe('counts a minute', () => {
  test('are those since a moment, and those of the hour before', () => {
    expect(riseOf(counts({ tlsErrors: rising(2, 830) }), 'tlsErrors', SINCE)).toEqual({ during: 830, before: 2 });
  });

  test('take a gap for nil: a load balancer reports no zeros', () => {
    const series = { requests: many(10, 500), own5xx: [...many(5, null), 10, null, null, null, 10] };
    expect(riseOf(counts(series), 'own5xx', SINCE)).toEqual({ during: 4, before: 0 });
    expect(riseOf(counts(series), 'targets5xx', SINCE)).toEqual({ during: 0, before: 0 });
  });

  test('end with the last minute that was counted at all, and are unknown where that was before the errors', () => {
    const late = { requests: [...many(7, 500), ...many(3, null)], own5xx: [...many(5, null), 60, 60] };
    expect(riseOf(counts(late), 'own5xx', SINCE)?.during).toBe(60);
    expect(riseOf(counts({ requests: many(5, 500) }), 'own5xx', SINCE)).toBeUndefined();
    expect(riseOf(counts({}), 'own5xx', SINCE)).toBeUndefined();
  });

  test('are those of late where no moment is known', () => {
    expect(riseOf(counts({ own5xx: [...many(10, 0), ...many(10, 7)] }), 'own5xx')).toEqual({ during: 7, before: 0 });
  });

  test('have risen where now and then was usual before', () => {
    expect([
      hasRisen({ during: 10, before: 4 }),
      hasRisen({ during: 10, before: 6 }),
      hasRisen({ during: 0.4, before: 0 }),
    ]).toEqual([true, false, false]);
  });
});

describe('errors that a load balancer passes on', () => {
  test('are its targets’ or its own, whichever are more', () => {
    expect(passedOn(counts({ targets5xx: rising(1, 390), own5xx: rising(0, 20) }), traffic())).toEqual({
      by: 'targets',
      perMinute: 390,
      before: 1,
      viewers: 400,
      since: SINCE,
    });
    const own = { own5xx: rising(0, 300), own503: rising(0, 290), own502: rising(0, 10), targets5xx: rising(0, 20) };
    expect(passedOn(counts(own), traffic())).toMatchObject({ by: 'load-balancer', perMinute: 300, code: 503 });
    expect(passedOn(counts({ ...own, own503: rising(0, 150) }), traffic())).not.toHaveProperty('code');
  });

  test('are not those that were as many before, nor a trickle beside what viewers get', () => {
    expect(passedOn(counts({ targets5xx: many(10, 390) }), traffic())).toBeUndefined();
    expect(passedOn(counts({ targets5xx: rising(0, 39) }), traffic())).toBeUndefined();
    expect(passedOn(counts({ requests: many(10, 500) }), traffic())).toBeUndefined();
  });

  test('may have been as many before where errors began before we looked', () => {
    expect(passedOn(counts({ targets5xx: many(10, 390) }), traffic(many(10, 40)))).toMatchObject({ by: 'targets' });
  });

  test('are unseen where its metrics lag behind the errors, and none where viewers get none', () => {
    expect(passedOn(counts({ requests: many(4, 500) }), traffic())).toHaveProperty('unseen');
    expect(passedOn(counts({ targets5xx: rising(0, 390) }), traffic(many(10, 0)))).toBeUndefined();
  });
});
