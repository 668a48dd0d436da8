import { describe, expect, test } from '@jest/globals';
import { defineCase } from '../../lab/case.ts';
import { fold, letter, listing } from '../../lab/letter.ts';

const CASE = defineCase({
  id: 'some-case',
  story: 'something is staged',
  build: () => ({ dns: {}, origins: [], account: {} }),
  expect: [],
});

const call = { operation: 'cloudfront:GetDistribution', region: 'us-east-1', outcome: 'ok' };
const NOTHING = { messages: [], evidence: [], calls: [], log: [], returned: {}, tookMs: 12 };

describe('what the demo prints', () => {
  test('lines of at most 78 characters, unless one word is longer', () => {
    const text = `${'word '.repeat(60)}${'x'.repeat(100)} end`;
    const lines = fold(text);
    expect(lines.join(' ')).toBe(text);
    expect(lines.filter((line) => line.length > 78)).toEqual(['x'.repeat(100)]);
  });

  test('no message is said in words', () => {
    expect(letter(CASE, NOTHING)).toMatch(/^Nothing was sent.*\n\nTook 0\.0 s and no AWS call\.\n/);
  });

  test('each operation once, and every call counted', () => {
    const text = letter(CASE, { ...NOTHING, calls: [call, call] });
    expect(text).toContain('and 2 AWS calls:\n  cloudfront:GetDistribution (us-east-1)\n\n');
  });

  test('each case with its story', () => {
    expect(listing([CASE])).toBe('some-case\n    something is staged\n');
  });
});
