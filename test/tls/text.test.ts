import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeText, printable } from '../../lambda/tls/text.ts';

describe('escapeText', () => {
  test('leaves what prints in any script, and escapes the rest', () => {
    expect(escapeText('Zürich 東京 ✓', 100)).toBe('Zürich 東京 ✓');
    expect(escapeText('a\u001B[31m\u202E\u2066\uFEFF\u2028', 100)).toBe(
      'a\\u{1B}[31m\\u{202E}\\u{2066}\\u{FEFF}\\u{2028}',
    );
    expect(escapeText('\uD800', 100)).toBe('\\u{D800}');
  });

  test('any text becomes printable and bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const escaped = escapeText(text, max);
        expect(escaped.length).toBeLessThanOrEqual(max);
        expect(escaped).not.toMatch(/\p{C}/u);
      }),
    );
  });
});

describe('printable', () => {
  test('ASCII as it is, everything else as bytes, at most so many', () => {
    expect(printable(Buffer.from('HTTP/1.1 400\r\n\\'))).toBe('HTTP/1.1 400\\x0d\\x0a\\x5c');
    expect(printable(Buffer.from([0, 0x7f, 0xff]))).toBe('\\x00\\x7f\\xff');
    expect(printable(Buffer.alloc(1_000, 'a'))).toBe('a'.repeat(64));
  });
});
