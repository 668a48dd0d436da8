import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covers, nearestNames, patternCovers } from '../../lambda/tls/names.ts';

describe('patternCovers', () => {
  test.each([
    ['www.example.com', 'www.example.com'],
    ['WWW.Example.COM', 'www.eXample.com'],
    ['www.example.com', 'www.example.com.'],
    ['*.example.com', 'www.example.com'],
    ['*.example.com', 'xn--mnchen-3ya.example.com'],
    ['xn--mnchen-3ya.example.com', 'münchen.example.com'],
    ['*.xn--mnchen-3ya.de', 'www.MÜNCHEN.de'],
    ['_x.example.com', '_x.example.com'],
    ['localhost', 'localhost'],
  ])('%s covers %s', (pattern, name) => {
    expect(patternCovers(pattern, name)).toBe(true);
  });

  test.each([
    ['www.example.com', 'example.com'],
    ['example.com', 'www.example.com'],
    ['*.example.com', 'example.com'],
    ['*.example.com', 'a.b.example.com'],
    ['*.example.com', '.example.com'],
    ['*', 'example'],
    ['*.', 'example.'],
    ['w*.example.com', 'www.example.com'],
    ['*w.example.com', 'www.example.com'],
    ['www.*.com', 'www.example.com'],
    ['*.*.com', 'www.example.com'],
    ['**.example.com', 'www.example.com'],
    ['*.example.com', '*.example.com'],
    ['www.example.com.', 'www.example.com'],
    ['www.example.com.', 'www.example.com.'],
    ['www.example.com', 'www.example.com..'],
    ['münchen.example.com', 'münchen.example.com'],
    ['203.0.113.7', '203.0.113.7'],
    ['*.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['www.example.com\\u{0}.evil.example', 'www.example.com'],
    ['www.example.com evil', 'www.example.com'],
    ['', ''],
    ['.', '.'],
  ])('%j does not cover %j', (pattern, name) => {
    expect(patternCovers(pattern, name)).toBe(false);
  });

  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  const host = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join('.'));

  test('a host covers itself and, as a wildcard, exactly its children', () => {
    fc.assert(
      fc.property(host, label, label, (name, child, grandchild) => {
        expect(patternCovers(name, name)).toBe(true);
        expect(patternCovers(`*.${name}`, `${child}.${name}`)).toBe(true);
        expect(patternCovers(`*.${name}`, name)).toBe(false);
        expect(patternCovers(`*.${name}`, `${grandchild}.${child}.${name}`)).toBe(false);
      }),
    );
  });

  test('any two strings never throw', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(fc.property(text, text, (pattern, name) => typeof patternCovers(pattern, name) === 'boolean'));
  });
});

describe('covers', () => {
  const bare = { dnsNames: [], dnsNameCount: 0, ipAddresses: [] };
  const name = 'www.example.com';

  test('the SAN wins over the common name', () => {
    const certificate = { ...bare, commonName: name, dnsNames: ['other.example.com'], dnsNameCount: 1 };
    expect(covers(certificate, name)).toBe(false);
    expect(covers(certificate, 'other.example.com')).toBe(true);
  });

  test('the common name counts only without a SAN of any kind', () => {
    expect(covers({ ...bare, commonName: name }, name)).toBe(true);
    expect(covers({ ...bare, commonName: '*.example.com' }, name)).toBe(true);
    expect(covers({ ...bare, commonName: name, ipAddresses: ['203.0.113.7'] }, name)).toBe(false);
    expect(covers(bare, name)).toBe(false);
  });

  test('an address is never covered', () => {
    const certificate = { ...bare, dnsNames: ['203.0.113.7'], dnsNameCount: 1, ipAddresses: ['203.0.113.7'] };
    expect(covers(certificate, '203.0.113.7')).toBe(false);
    expect(covers({ ...bare, commonName: '203.0.113.7' }, '203.0.113.7')).toBe(false);
  });
});

describe('nearestNames', () => {
  test('the longest shared end first, each once', () => {
    const names = ['a.test', 'shop.example.com', 'www.example.org', '*.example.com', 'api.shop.example.com', 'a.test'];
    expect(nearestNames(names, 'www.shop.example.com')).toEqual([
      'shop.example.com',
      'api.shop.example.com',
      '*.example.com',
    ]);
    expect(nearestNames(names, 'www.example.org', 1)).toEqual(['www.example.org']);
    expect(nearestNames([], 'www.example.org')).toEqual([]);
  });
});
