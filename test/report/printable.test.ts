import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ascii, printable } from '../../lambda/report/printable.ts';

describe('printable', () => {
  test.each([
    ['line\nbreak', 'line\\u{a}break'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u009b2J', '\\u{9b}2J'],
    ['a\u202egpj.exe', 'a\\u{202e}gpj.exe'],
    ['zero\u200bwidth\u2060', 'zero\\u{200b}width\\u{2060}'],
    ['no\u00a0break', 'no\\u{a0}break'],
    [
      '<!channel> <@U1> <#C1> @Everyone, @here',
      '\\u{3c}!channel> \\u{3c}@U1> \\u{3c}#C1> \\u{40}Everyone, \\u{40}here',
    ],
    ['@everyonewww.example.com', '\\u{40}everyonewww.example.com'],
    ['<https://evil.example|sign in>', '\\u{3c}https://evil.example|sign in>'],
    ['\ud83d alone', '\\u{d83d} alone'],
  ])('%j shows as %s', (given, shown) => {
    expect(printable(given)).toBe(shown);
  });

  test('leaves what people write', () => {
    for (const text of ['prod ⚠️ 5xx', 'Störung 本番 эхо', "a `b` 'c' $d \\ é", 'a@example.com <b> [c](d) </e>'])
      expect(printable(text)).toBe(text);
  });

  test('cuts the middle of a long text and keeps both ends', () => {
    const cut = printable(`start${'x'.repeat(5000)}end`, 20);
    expect(cut).toMatch(/^startx+…x+end$/);
    expect(cut).toHaveLength(20);
  });

  test('never longer than allowed, and a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (text, max) => {
        const once = printable(text, max);
        expect([...once].length).toBeLessThanOrEqual(max);
        expect(printable(once, max)).toBe(once);
      }),
    );
  });
});

describe('ascii', () => {
  test('typographic marks become plain, accents go, the rest is escaped', () => {
    expect(ascii('Café — “ok” → 本…')).toBe('Cafe - "ok" -> \\u{672c}...');
  });

  test('a mention that only the plain form makes is broken too', () => {
    expect(ascii(printable('\uff1c!channel> \uff20here'))).toBe('\\u{3c}!channel> \\u{40}here');
  });
});
