import { isIPv4, isIPv6 } from 'node:net';
import type { Family } from '../model/security-group.ts';
import { addressBytes } from './addresses.ts';

/** The addresses that share the first `bits` bits of `start`. */
type Range = { readonly family: Family; readonly start: bigint; readonly bits: number };

const WIDTH: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

/** The family of a range as AWS writes it (`203.0.113.0/24`); undefined for anything else. */
export function familyOf(cidr: string): Family | undefined {
  return parse(cidr)?.family;
}

/** Whether it holds every address of its family. */
export function isEverything(cidr: string): boolean {
  return parse(cidr)?.bits === 0;
}

/** Those of `wanted` that `given` does not cover wholly, all its ranges taken together. */
export function uncovered(wanted: readonly string[], given: readonly string[]): string[] {
  const ranges = given.flatMap((cidr) => parse(cidr) ?? []);
  return wanted.filter((cidr) => {
    const range = parse(cidr);
    return range === undefined || !isCovered(range, ranges);
  });
}

/** Whether any address is in both. */
export function overlap(some: readonly string[], others: readonly string[]): boolean {
  const ranges = others.flatMap((cidr) => parse(cidr) ?? []);
  return some.some((cidr) => {
    const range = parse(cidr);
    return range !== undefined && ranges.some((other) => holds(other, range) || holds(range, other));
  });
}

/** Halves the range until each part is inside one of the given ones, or beside them all. */
function isCovered(range: Range, given: readonly Range[]): boolean {
  if (given.some((one) => holds(one, range))) return true;
  const inside = given.filter((one) => holds(range, one));
  if (inside.length === 0) return false;
  const bits = range.bits + 1;
  const half = 1n << BigInt(WIDTH[range.family] - bits);
  return isCovered({ ...range, bits }, inside) && isCovered({ ...range, bits, start: range.start + half }, inside);
}

function holds(outer: Range, inner: Range): boolean {
  if (outer.family !== inner.family || outer.bits > inner.bits) return false;
  const rest = BigInt(WIDTH[outer.family] - outer.bits);
  return outer.start >> rest === inner.start >> rest;
}

function parse(cidr: string): Range | undefined {
  const [, address = '', length = ''] = /^([0-9a-fA-F.:]{2,45})\/(\d{1,3})$/.exec(cidr) ?? [];
  const bits = Number(length);
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  if (!family || length === '' || bits > WIDTH[family]) return undefined;
  const value = addressBytes(address).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const rest = BigInt(WIDTH[family] - bits);
  return { family, bits, start: (value >> rest) << rest };
}
