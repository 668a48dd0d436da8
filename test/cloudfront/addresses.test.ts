import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { privateAddress } from '../../lambda/cloudfront/addresses.ts';

describe('an address of the public internet', () => {
  test.each([
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '198.20.0.1',
    '192.0.1.1',
    '2600:9000::1',
    '2a05:d018::8a2e:370:7334',
    '64:ff9b::808:808',
    '2002:5db8:d822::1',
  ])('%s may be dialled', (address) => expect(privateAddress(address)).toBeUndefined());

  test.each(['192.0.2.1', '198.51.100.7', '203.0.113.255', '2001:db8::7'])(
    '%s, for documentation, counts as public',
    (address) => expect(privateAddress(address)).toBeUndefined(),
  );
});

describe('an address that CloudFront cannot reach', () => {
  test.each([
    ['10.1.2.3', 'RFC 1918 private'],
    ['172.16.0.1', 'RFC 1918 private'],
    ['172.31.255.255', 'RFC 1918 private'],
    ['192.168.1.1', 'RFC 1918 private'],
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.127.255.255', 'carrier-grade NAT'],
    ['0.0.0.0', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['FE80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['fd00:ec2::254', 'unique local'],
    ['fc00::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'IPv4-mapped 127.0.0.1'],
    ['::ffff:a9fe:a9fe', 'IPv4-mapped 169.254.169.254'],
    ['0:0:0:0:0:ffff:8.8.8.8', 'IPv4-mapped 8.8.8.8'],
    ['::127.0.0.1', 'IPv4-compatible 127.0.0.1'],
    ['64:ff9b::a9fe:a9fe', 'NAT64 of 169.254.169.254 (link-local)'],
    ['2002:7f00:1::', '6to4 of 127.0.0.1 (loopback)'],
  ])('%s is %s', (address, why) => expect(privateAddress(address)).toBe(why));

  test.each(['', 'localhost', '127.1', '0x7f.1', '010.0.0.1', '1.2.3', '1.2.3.4.5', ':::', '1.2.3.4 ', '2130706433'])(
    '%j is no address and is never dialled',
    (text) => expect(privateAddress(text)).toBe('not an IP address'),
  );
});

test('every spelling of a private IPv4 address inside IPv6 is caught', () => {
  const octet = fc.nat(255);
  fc.assert(
    fc.property(
      octet,
      octet,
      octet,
      fc.constantFrom('::ffff:', '::', '0:0:0:0:0:FFFF:', '64:ff9b::'),
      (b, c, d, prefix) => {
        expect(privateAddress(`${prefix}10.${b}.${c}.${d}`)).toBeDefined();
      },
    ),
  );
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void privateAddress(text)));
  fc.assert(fc.property(fc.ipV6(), (text) => void privateAddress(text)));
});
