import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAgo, isBefore, utc } from '../lambda/dates.ts';

const NOW = '2026-11-23T03:12:00.000Z';

describe('dates', () => {
  test.each([
    ['2026-11-20T23:59:00Z', '2 days ago'],
    ['2026-11-20T03:12:00Z', '3 days ago'],
    ['2026-11-22T03:12:00Z', '24 hours ago'],
    ['2026-11-23T02:12:00Z', '1 hour ago'],
    ['2026-11-23T03:11:00Z', '1 minute ago'],
    ['2026-11-23T03:11:59Z', 'just now'],
    ['2026-11-23T05:12:00Z', 'in 2 hours'],
    ['2020-11-23T03:12:00Z', '6 years ago'],
    ['+012026-11-23T03:12:00.000Z', 'in 10000 years'],
    ['never', 'at an unreadable date'],
  ])('%s is %s', (at, words) => {
    expect(daysAgo(at, NOW)).toBe(words);
  });

  test('a moment is told in UTC, whatever its year', () => {
    expect(utc('2026-11-20T23:59:59.000Z')).toBe('20 Nov 2026, 23:59 UTC');
    expect(utc('+012026-01-02T03:04:00.000Z')).toBe('2 Jan 12026, 03:04 UTC');
    expect(utc('x'.repeat(400)).length).toBeLessThan(80);
  });

  test('precision does not decide which is earlier, nor does an unreadable date', () => {
    expect(isBefore('2026-11-23T03:11:59Z', NOW)).toBe(true);
    expect(isBefore('2026-11-23T03:12:00Z', NOW)).toBe(false);
    expect(isBefore('9999-12-31T23:59:59Z', '+010000-01-01T00:00:00.000Z')).toBe(true);
    expect(isBefore('never', NOW)).toBe(false);
  });

  test('no text whatever makes them throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (at, now) => {
        expect(typeof `${utc(at)}${daysAgo(at, now)}${isBefore(at, now)}`).toBe('string');
      }),
    );
  });
});
