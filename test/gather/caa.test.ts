import { describe, expect, test } from '@jest/globals';
import { lookUpCaa } from '../../lambda/gather/caa.ts';
import type { CaaRecord, Resolver } from '../../lambda/model/world.ts';

const forever = new AbortController().signal;

/** A resolver that knows these CAA records, an error's code instead of some, and counts its questions. */
function zone(names: Readonly<Record<string, readonly CaaRecord[] | string>>): Resolver & { readonly asked: string[] } {
  const asked: string[] = [];
  const none = () => Promise.reject(new Error('not asked for'));
  return {
    asked,
    resolve4: none,
    resolve6: none,
    resolveCname: none,
    reverse: none,
    resolveCaa: async (name) => {
      asked.push(name);
      const found = names[name] ?? 'ENOTFOUND';
      if (typeof found === 'string') throw Object.assign(new Error('dns'), { code: found });
      return [...found];
    },
    cancel: () => undefined,
  };
}

const issue = (value: string): CaaRecord => ({ critical: 0, issue: value });

describe('the records that count', () => {
  test('are those of the name itself, and no other is asked', async () => {
    const dns = zone({ 'a.example.com': [issue('one.example')], 'example.com': [issue('two.example')] });
    expect(await lookUpCaa(dns, ['a.example.com'], forever)).toEqual([
      { name: 'a.example.com', at: 'a.example.com', issue: ['one.example'], issueWild: [] },
    ]);
    expect(dns.asked).toEqual(['a.example.com']);
  });

  test('are those of the nearest domain above it; a wildcard begins at the name under it', async () => {
    const records = [issue('one.example'), { critical: 0, issuewild: ';' }, { critical: 0, iodef: 'mailto:x' }];
    const dns = zone({ 'shop.example.com': 'ENODATA', 'example.com': records });
    const found = { at: 'example.com', issue: ['one.example'], issueWild: [';'] };
    expect(await lookUpCaa(dns, ['*.Shop.example.com', 'shop.example.com'], forever)).toEqual([
      { name: '*.Shop.example.com', ...found },
      { name: 'shop.example.com', ...found },
    ]);
    expect(dns.asked).toEqual(['shop.example.com', 'example.com']);
  });

  test('are none where no name up to the top has any', async () => {
    const dns = zone({});
    expect(await lookUpCaa(dns, ['a.example.com'], forever)).toEqual([
      { name: 'a.example.com', issue: [], issueWild: [] },
    ]);
    expect(dns.asked).toEqual(['a.example.com', 'example.com', 'com']);
  });
});

test('a name that DNS does not answer for is unknown, whatever stands above it', async () => {
  const dns = zone({ 'a.example.com': 'ESERVFAIL', 'example.com': [issue('one.example')] });
  expect(await lookUpCaa(dns, ['a.example.com'], forever)).toEqual([
    { name: 'a.example.com', issue: [], issueWild: [], unknown: 'ESERVFAIL' },
  ]);
  expect(await lookUpCaa(dns, ['a.example.com'], AbortSignal.abort())).toMatchObject([{ unknown: 'ECANCELLED' }]);
});

test('names, levels, records and their length are bounded', async () => {
  const many = zone({ 'example.com': Array.from({ length: 30 }, () => issue('x'.repeat(500))) });
  const found = await lookUpCaa(
    many,
    Array.from({ length: 20 }, (_, index) => `${index}.example.com`),
    forever,
  );
  expect(found).toHaveLength(5);
  expect(found[0]?.issue).toHaveLength(8);
  expect(found[0]?.issue[0]).toHaveLength(100);
  const deep = zone({});
  await lookUpCaa(deep, [`${'a.'.repeat(60)}example`], forever);
  expect(deep.asked).toHaveLength(8);
});
