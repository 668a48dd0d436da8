import { describe, expect, test } from '@jest/globals';
import { familyOf, isEverything, overlap, uncovered } from '../../lambda/cloudfront/cidrs.ts';

describe('ranges', () => {
  test.each([
    ['203.0.113.0/24', 'ipv4'],
    ['2001:db8::/32', 'ipv6'],
    ['::ffff:192.0.2.1/128', 'ipv6'],
    ['203.0.113.0', undefined],
    ['203.0.113.0/33', undefined],
    ['2001:db8::/129', undefined],
    ['300.0.0.1/8', undefined],
    ['pl-1/8', undefined],
    ['', undefined],
  ])('%s is of family %s', (cidr, family) => {
    expect(familyOf(cidr)).toBe(family);
  });

  test('everything is what has no bits', () => {
    expect(['0.0.0.0/0', '::/0', '0.0.0.0/1', 'x/0'].map(isEverything)).toEqual([true, true, false, false]);
  });

  test.each([
    ['a wider one', ['203.0.112.0/23']],
    ['its halves', ['203.0.113.0/25', '203.0.113.128/25']],
    ['parts of every size', ['203.0.113.0/26', '203.0.113.64/26', '203.0.113.128/25']],
    ['one with its host bits set', ['203.0.113.77/24']],
  ])('are covered by %s', (_what, given) => {
    expect(uncovered(['203.0.113.0/24'], given)).toEqual([]);
  });

  test.each([
    ['nothing', []],
    ['a neighbour', ['203.0.112.0/24']],
    ['one half', ['203.0.113.0/25']],
    ['all but one address', ['203.0.113.0/25', '203.0.113.128/26', '203.0.113.192/27']],
    ['the other family', ['::/0']],
    ['what is no range', ['203.0.113.0']],
  ])('are not covered by %s', (_what, given) => {
    expect(uncovered(['203.0.113.0/24'], given)).toEqual(['203.0.113.0/24']);
  });

  test('IPv6 ranges are told apart by their last bits', () => {
    expect(uncovered(['2001:db8::/33'], ['2001:db8::/32'])).toEqual([]);
    expect(uncovered(['2001:db8::/32'], ['2001:db8::/33'])).toEqual(['2001:db8::/32']);
    expect(uncovered(['2001:db8::/32'], ['2001:db8::/33', '2001:db8:8000::/33'])).toEqual([]);
  });

  test('overlap either way round, and only within a family', () => {
    expect(overlap(['203.0.113.0/24'], ['203.0.113.7/32'])).toBe(true);
    expect(overlap(['203.0.113.7/32'], ['203.0.113.0/24'])).toBe(true);
    expect(overlap(['203.0.113.0/24'], ['203.0.114.0/24', '::/0', 'x'])).toBe(false);
    expect(overlap([], ['0.0.0.0/0'])).toBe(false);
  });
});
