import { isIPv4, isIPv6 } from 'node:net';

type Block = { readonly of: string; readonly bits: number; readonly why: string };

/** Blocks that the public internet does not route. https://www.iana.org/assignments/iana-ipv4-special-registry/ */
const IPV4_BLOCKS: readonly Block[] = [
  { of: '0.0.0.0', bits: 8, why: 'unspecified' },
  { of: '10.0.0.0', bits: 8, why: 'RFC 1918 private' },
  { of: '100.64.0.0', bits: 10, why: 'carrier-grade NAT' },
  { of: '127.0.0.0', bits: 8, why: 'loopback' },
  { of: '169.254.0.0', bits: 16, why: 'link-local' },
  { of: '172.16.0.0', bits: 12, why: 'RFC 1918 private' },
  { of: '192.0.0.0', bits: 24, why: 'reserved for IETF protocols' },
  { of: '192.168.0.0', bits: 16, why: 'RFC 1918 private' },
  { of: '198.18.0.0', bits: 15, why: 'reserved for benchmarks' },
  { of: '224.0.0.0', bits: 4, why: 'multicast' },
  { of: '255.255.255.255', bits: 32, why: 'broadcast' },
  { of: '240.0.0.0', bits: 4, why: 'reserved' },
];

/** https://www.iana.org/assignments/iana-ipv6-special-registry/ */
const IPV6_BLOCKS: readonly Block[] = [
  { of: '::', bits: 128, why: 'unspecified' },
  { of: '::1', bits: 128, why: 'loopback' },
  { of: '64:ff9b:1::', bits: 48, why: 'NAT64 of a private network' },
  { of: '100::', bits: 64, why: 'discard-only' },
  { of: 'fc00::', bits: 7, why: 'unique local' },
  { of: 'fe80::', bits: 10, why: 'link-local' },
  { of: 'fec0::', bits: 10, why: 'site-local' },
  { of: 'ff00::', bits: 8, why: 'multicast' },
];

/** The blocks as ranges: `10.0.0.0/8`. */
export const PRIVATE_RANGES: readonly string[] = [...IPV4_BLOCKS, ...IPV6_BLOCKS].map(
  ({ of, bits }) => `${of}/${bits}`,
);

/** The four or sixteen bytes of an address that `isIPv4` or `isIPv6` holds for. */
export function addressBytes(address: string): readonly number[] {
  return isIPv4(address) ? bytesOfIPv4(address) : bytesOfIPv6(address);
}

/**
 * Why CloudFront cannot reach this address (`RFC 1918 private`, `loopback`, …); undefined for an address of the public
 * internet. The documentation ranges 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 and 2001:db8::/32 count as public: they
 * are dialled in tests and answer nowhere else. What is no address at all is told as that: it is never dialled.
 */
export function privateAddress(address: string): string | undefined {
  if (isIPv4(address)) return within(IPV4_BLOCKS, bytesOfIPv4(address), bytesOfIPv4);
  if (!isIPv6(address)) return 'not an IP address';
  if (address.includes('%')) return 'link-local';
  const bytes = bytesOfIPv6(address);
  return within(IPV6_BLOCKS, bytes, bytesOfIPv6) ?? embedded(bytes);
}

function within(blocks: readonly Block[], bytes: readonly number[], parse: (text: string) => number[]) {
  return blocks.find(({ of, bits }) => samePrefix(bytes, parse(of), bits))?.why;
}

function samePrefix(a: readonly number[], b: readonly number[], bits: number): boolean {
  return a.every((byte, index) => {
    const shift = 8 - Math.min(8, Math.max(0, bits - index * 8));
    return byte >> shift === (b[index] ?? 0) >> shift;
  });
}

/** IPv4 addresses that travel inside IPv6 ones, so that no spelling leads to a private network. */
function embedded(bytes: readonly number[]): string | undefined {
  const inner = (from: number) => bytes.slice(from, from + 4).join('.');
  const is = (prefix: string, bits: number) => samePrefix(bytes, bytesOfIPv6(prefix), bits);
  if (is('::ffff:0:0', 96)) return `IPv4-mapped ${inner(12)}`;
  if (is('::', 96)) return `IPv4-compatible ${inner(12)}`;
  if (is('64:ff9b::', 96)) return named('NAT64', inner(12));
  return is('2002::', 16) ? named('6to4', inner(2)) : undefined;
}

function named(how: string, address: string): string | undefined {
  const why = privateAddress(address);
  return why && `${how} of ${address} (${why})`;
}

function bytesOfIPv4(address: string): number[] {
  return address.split('.').map(Number);
}

/** Sixteen bytes of an address that `isIPv6` holds for. */
function bytesOfIPv6(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const front = groups(head);
  const back = groups(tail ?? '');
  const zeros = new Array<number>(Math.max(0, 16 - front.length - back.length)).fill(0);
  return tail === undefined ? front : [...front, ...zeros, ...back];
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return bytesOfIPv4(group);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
