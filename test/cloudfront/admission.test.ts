import { describe, expect, test } from '@jest/globals';
import { admission } from '../../lambda/cloudfront/admission.ts';
import type { PrefixList, SecurityGroups } from '../../lambda/model/security-group.ts';
import { gates, group, IPV4_LIST, IPV6_LIST, inbound, RANGES, S3_LIST } from '../security-groups.ts';

const READ: PrefixList = { ...IPV4_LIST, entries: RANGES };
const OFFICES: PrefixList = { id: 'pl-0ff1ce', name: 'offices', isOfAws: false, family: 'ipv4' };
const SG = 'sg-0a1b2c3d4e5f60718';
const lists = (...prefixLists: PrefixList[]): Partial<SecurityGroups> => ({ prefixLists: [IPV6_LIST, ...prefixLists] });

describe('whom security groups admit', () => {
  test('everybody, by a range of no bits of that family', () => {
    const open = gates([inbound({ cidrs: ['0.0.0.0/0'] })]);
    expect(admission(open, 'ipv4')).toEqual({ kind: 'everybody', group: SG });
    expect(admission(open, 'ipv6')).toEqual({ kind: 'closed' });
  });

  test.each([
    ['the port alone', {}],
    ['a span of ports', { fromPort: 400, toPort: 500 }],
    ['every port', { fromPort: 0, toPort: 65_535 }],
  ])('CloudFront, by its list on %s', (_what, ports) => {
    expect(admission(gates([inbound({ prefixListIds: [IPV4_LIST.id], ...ports })]), 'ipv4')).toEqual({
      kind: 'cloudfront',
      group: SG,
      list: IPV4_LIST.name,
    });
  });

  test('CloudFront, by the rules of any of several groups', () => {
    const two = [group([]), group([inbound({ prefixListIds: [IPV4_LIST.id] })], { id: 'sg-2' })];
    expect(admission(gates([], { groups: two }), 'ipv4')).toMatchObject({ kind: 'cloudfront', group: 'sg-2' });
  });

  test.each([
    ['no rule at all', []],
    ['its list on another port', [inbound({ prefixListIds: [IPV4_LIST.id], fromPort: 80, toPort: 80 })]],
    ['its list of the other family', [inbound({ prefixListIds: [IPV6_LIST.id] })]],
    ['private ranges', [inbound({ cidrs: ['10.0.0.0/8', '172.16.0.0/13', '192.168.1.0/24', '100.64.0.0/12'] })]],
    ['other security groups', [inbound({ groupIds: ['sg-9'] })]],
    ['ranges of the other family', [inbound({ cidrs: ['2001:db8::/32', '::/0'] })]],
  ])('not CloudFront, where there is %s', (_what, rules) => {
    expect(admission(gates(rules), 'ipv4')).toEqual({ kind: 'closed' });
  });

  test('not CloudFront, by the list of another service', () => {
    const rules = [inbound({ prefixListIds: [S3_LIST.id] })];
    expect(admission(gates(rules, lists(READ, S3_LIST)), 'ipv4')).toEqual({ kind: 'closed' });
  });

  test.each(['198.51.100.0/24', '192.168.0.0/13', '172.0.0.0/8', '0.0.0.0/1'])(
    'unknown where %s may hold CloudFront and its ranges are not known',
    (cidr) => {
      expect(admission(gates([inbound({ cidrs: [cidr] })]), 'ipv4')).toMatchObject({ kind: 'unknown' });
    },
  );

  test('ranges written by hand are held against those of CloudFront', () => {
    const by = (...cidrs: string[]) => admission(gates([inbound({ cidrs })], lists(READ)), 'ipv4');
    expect(by('198.51.100.0/24')).toEqual({ kind: 'closed' });
    expect(by(...RANGES)).toEqual({ kind: 'cloudfront', group: SG });
    expect(by('0.0.0.0/1', '128.0.0.0/1')).toEqual({ kind: 'cloudfront', group: SG });
    expect(by('15.158.0.0/17')).toEqual({ kind: 'partly', missing: RANGES, of: 3 });
    expect(by('15.158.0.0/15', '130.0.0.0/8')).toEqual({ kind: 'partly', missing: ['64.252.64.0/18'], of: 3 });
  });

  test("an account's own list counts by its entries", () => {
    const rules = [inbound({ prefixListIds: [OFFICES.id] })];
    const by = (list: PrefixList) => admission(gates(rules, lists(READ, list)), 'ipv4');
    expect(by({ ...OFFICES, entries: ['198.51.100.0/24'] })).toEqual({ kind: 'closed' });
    expect(by({ ...OFFICES, entries: RANGES, cut: true })).toMatchObject({ kind: 'cloudfront' });
    expect(by({ ...OFFICES, entries: ['198.51.100.0/24'], cut: true })).toMatchObject({ kind: 'unknown' });
    expect(by(OFFICES)).toMatchObject({ kind: 'unknown', why: expect.stringContaining(OFFICES.id) });
    expect(by({ ...OFFICES, family: 'ipv6' })).toEqual({ kind: 'closed' });
  });

  test('a list that nobody could name leaves it open, and so do rules that were cut off', () => {
    const stranger = gates([inbound({ prefixListIds: ['pl-gone'] })], lists(READ));
    expect(admission(stranger, 'ipv4')).toEqual({
      kind: 'unknown',
      why: 'what prefix list pl-gone in eu-west-1 holds is not known',
    });
    const cut = gates([], { groups: [group([inbound({ cidrs: ['10.0.0.0/8'] })], { cut: true })] });
    expect(admission(cut, 'ipv4')).toMatchObject({ kind: 'unknown' });
  });

  test('cut entries of CloudFront itself prove nothing', () => {
    const seen = gates([inbound({ cidrs: ['198.51.100.0/24'] })], lists({ ...READ, cut: true }));
    expect(admission(seen, 'ipv4')).toMatchObject({ kind: 'unknown' });
  });

  test('can be asked for another port', () => {
    const rules = [inbound({ cidrs: ['0.0.0.0/0'], fromPort: 80, toPort: 80 })];
    expect(admission(gates(rules), 'ipv4', 80).kind).toBe('everybody');
  });

  test('a customer cannot pass off a list as one of AWS', () => {
    const fake: PrefixList = { ...IPV4_LIST, id: 'pl-fake', isOfAws: false, entries: ['198.51.100.0/24'] };
    const rules = [inbound({ prefixListIds: ['pl-fake'] })];
    expect(admission(gates(rules, lists(READ, fake)), 'ipv4')).toEqual({ kind: 'closed' });
  });
});
