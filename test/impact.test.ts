import { describe, expect, test } from '@jest/globals';
import { impactOf } from '../lambda/impact.ts';
import type { Series, Traffic } from '../lambda/model/traffic.ts';

const FROM = '2026-11-23T03:00:00.000Z';

/** A minute each, from 03:00. */
function traffic(rates: Series, more: Traffic['series'] = {}): Traffic {
  return { from: FROM, periodSeconds: 60, series: { '5xx': rates, ...more } };
}

const minute = (index: number) => new Date(Date.parse(FROM) + index * 60_000).toISOString();
const many = (count: number, value: number | null) => Array.from({ length: count }, () => value);

describe('when errors began', () => {
  test('is the first bad minute: what was usual before is none', () => {
    expect(impactOf(traffic([...many(20, 0.2), 12, 60, 61, 60]))).toEqual({
      since: minute(21),
      orEarlier: false,
      percent: 60.3,
    });
  });

  test('is not broken by minutes without errors or without requests', () => {
    const rates = [...many(10, 0), 40, 0, null, 0, 50, null, null, 45];
    expect(impactOf(traffic(rates))).toMatchObject({ since: minute(10), orEarlier: false });
  });

  test('is the later incident where an earlier one was over', () => {
    const rates = [...many(5, 0), ...many(5, 90), ...many(10, 0), ...many(5, 30)];
    expect(impactOf(traffic(rates))).toMatchObject({ since: minute(20), percent: 30 });
  });

  test('is before we looked, where the first minute is bad already', () => {
    expect(impactOf(traffic(many(30, 33)))).toMatchObject({ since: minute(0), orEarlier: true });
    expect(impactOf(traffic([0, ...many(30, 33)]))).toMatchObject({ since: minute(1), orEarlier: true });
    expect(impactOf(traffic([0, 0, ...many(30, 33)]))).toMatchObject({ since: minute(2), orEarlier: false });
  });

  test('is unknown where CloudFront counted no error, or nothing', () => {
    expect(impactOf(traffic(many(30, 0)))).toBeUndefined();
    expect(impactOf(traffic([]))).toBeUndefined();
    expect(impactOf({ from: FROM, periodSeconds: 60, series: {} })).toBeUndefined();
  });
});

describe('when they ended', () => {
  test('is the minute after the last bad one, once enough good ones have passed', () => {
    const rates = [...many(5, 0), 50, 50, ...many(3, 0)];
    expect(impactOf(traffic(rates))).toMatchObject({ since: minute(5), until: minute(7), percent: 50 });
  });

  test('is not yet: metrics come late, and a minute that was not counted is not good', () => {
    expect(impactOf(traffic([...many(5, 0), 50, 50, 0, 0]))).not.toHaveProperty('until');
    expect(impactOf(traffic([...many(5, 0), 50, 50, ...many(9, null)]))).not.toHaveProperty('until');
  });

  test('an incident that ended long ago is still told', () => {
    expect(impactOf(traffic([0, 0, 0, 70, 70, ...many(60, 0)]))).toMatchObject({ since: minute(3), until: minute(5) });
  });
});

describe('how much', () => {
  test('is the share of the last bad minutes, busy ones counting more, and what viewers asked in one', () => {
    const requests = [...many(10, 50), 100, 300];
    expect(impactOf(traffic([...many(10, 0), 100, 30], { requests }))).toMatchObject({
      percent: 47.5,
      requestsPerMinute: 200,
    });
  });

  test('is each code’s share, most first, what is none of the three under another name, crumbs left out', () => {
    const of = (share: number) => [0, 0, 0, 50 * share, 50 * share];
    const series = { '502': of(0.6), '503': of(0.02), '504': of(0.3) };
    expect(impactOf(traffic([0, 0, 0, 50, 50], series))?.codes).toEqual([
      { code: '502', percent: 60 },
      { code: '504', percent: 30 },
      { code: 'other', percent: 8 },
    ]);
  });

  test('has no codes where CloudFront does not count them apart', () => {
    expect(impactOf(traffic([0, 0, 0, 50, 50]))).not.toHaveProperty('codes');
  });
});
