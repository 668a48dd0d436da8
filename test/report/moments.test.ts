import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ago, clock, distance, moment, shifted, span } from '../../lambda/report/moments.ts';

const NOW = '2026-11-23T03:12:00.000Z';
const DAY_MS = 86_400_000;

describe('a moment', () => {
  test.each([
    ['2026-11-23T03:09:59.999Z', '2026-11-23 03:09 UTC'],
    ['2028-02-29T23:59:00Z', '2028-02-29 23:59 UTC'],
    ['1969-12-31T23:59:59Z', '1969-12-31 23:59 UTC'],
    ['1950-01-01T00:00:00Z', '1950-01-01 00:00 UTC'],
    ['9999-12-31T23:59:59Z', '9999-12-31 23:59 UTC'],
    ['+010000-01-01T00:59:59.000Z', '+010000-01-01 00:59 UTC'],
    ['never', 'never'],
  ])('%s is %s', (iso, words) => {
    expect(moment(iso)).toBe(words);
  });

  test('is the same in every zone, also in the hours that summer time doubles or leaves out', () => {
    expect(moment('2026-10-25T02:30:00.000+0200')).toBe('2026-10-25 00:30 UTC');
    expect(moment('2026-10-25T02:30:00.000+0100')).toBe('2026-10-25 01:30 UTC');
    expect(distance('2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00')).toBe('60 minutes ago');
    expect(distance('2026-03-29T01:59:00+01:00', '2026-03-29T03:01:00+02:00')).toBe('2 minutes ago');
  });

  test('is told without its day where that is the day of the examination, and with it where only the clock agrees', () => {
    expect(clock('2026-11-23T03:09:00Z', NOW)).toBe('03:09 UTC');
    expect(clock('2026-11-22T23:59:00Z', NOW)).toBe('2026-11-22 23:59 UTC');
    expect(clock('+012026-11-23T03:09:00.000Z', '+012026-11-23T03:12:00.000Z')).toBe('03:09 UTC');
    expect(clock('soon', NOW)).toBe('soon');
  });
});

describe('how far it lies', () => {
  test.each([
    ['2026-11-23T03:11:30Z', 'just now'],
    ['2026-11-22T03:12:00Z', '24 hours ago'],
    ['2024-02-29T03:12:00Z', '3 years ago'],
    ['1969-12-31T23:59:59Z', '57 years ago'],
    ['2026-12-01T03:12:00Z', 'in 8 days'],
    ['9999-12-31T23:59:59Z', 'in 7973 years'],
  ])('%s is %s', (iso, words) => {
    expect(distance(iso, NOW)).toBe(words);
  });

  test('a year is no leap ahead of 730 days', () => {
    expect(span(729 * DAY_MS)).toBe('729 days');
    expect(span(731 * DAY_MS)).toBe('2 years');
  });

  test('what has happened does not lie ahead because of a clock', () => {
    expect(ago('2026-11-23T03:09:00Z', NOW)).toBe('3 minutes ago');
    expect(ago('2026-11-23T03:15:00Z', NOW)).toBe('just now');
    expect(ago('2026-11-23T09:12:00Z', NOW)).toBe('');
  });
});

test('no text whatever makes them throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.date(), (text, other, date) => {
      const iso = Number.isNaN(date.getTime()) ? text : date.toISOString();
      for (const [a, b] of [
        [text, other],
        [iso, text],
        [text, iso],
        [iso, iso],
      ] as const) {
        expect(`${moment(a)}${clock(a, b)}${ago(a, b)}${distance(a, b)}${shifted(a, 1)}`).toEqual(expect.any(String));
      }
    }),
  );
});
