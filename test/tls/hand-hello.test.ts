import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { handHello } from '../../lambda/tls/hand-hello.ts';

/** Reads a ClientHello the way RFC 5246 section 7.4.1.2 spells it; every length must agree. */
function parse(bytes: Buffer) {
  let at = 0;
  const number = (size: number) => {
    const value = bytes.readUIntBE(at, size);
    at += size;
    return value;
  };
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error('breaks off');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const [type, recordVersion, recordLength] = [number(1), number(2), number(2)];
  expect(recordLength).toBe(bytes.length - at);
  const [message, length] = [number(1), number(3)];
  expect(length).toBe(bytes.length - at);
  const version = number(2);
  const random = take(32);
  const session = take(number(1));
  const suites = take(number(2));
  const compression = take(number(1));
  const extensions = new Map<number, Buffer>();
  if (at < bytes.length) {
    expect(number(2)).toBe(bytes.length - at);
    while (at < bytes.length) extensions.set(number(2), take(number(2)));
  }
  return { type, recordVersion, message, version, random, session, suites, compression, extensions };
}

const wish = fc.record({
  version: fc.constantFrom(0x0300, 0x0301, 0x0302, 0x0303),
  suites: fc.array(fc.integer({ min: 0, max: 0xfffe }), { minLength: 1, maxLength: 8 }),
  serverName: fc.constantFrom('', 'a', 'origin.example.com', `${'a'.repeat(60)}.example.com`),
  random: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

describe('a ClientHello written by hand', () => {
  test('parses back to what was wished for', () => {
    fc.assert(
      fc.property(wish, (wanted) => {
        const read = parse(handHello(wanted));
        expect(read).toMatchObject({ type: 22, message: 1, version: wanted.version });
        expect(read.recordVersion).toBe(wanted.version === 0x0300 ? 0x0300 : 0x0301);
        expect([...read.random]).toEqual([...wanted.random]);
        expect([read.session.length, [...read.compression]]).toEqual([0, [0]]);
        const suites = Array.from({ length: read.suites.length / 2 }, (_, index) =>
          read.suites.readUInt16BE(index * 2),
        );
        expect(suites).toEqual([...wanted.suites, 0x00ff]);
        const named = read.extensions.get(0)?.subarray(5).toString('latin1') ?? '';
        expect(named).toBe(wanted.version === 0x0300 ? '' : wanted.serverName);
        expect(read.extensions.has(13)).toBe(wanted.version === 0x0303);
      }),
    );
  });

  test('in SSLv3 has no extensions at all', () => {
    const hello = { version: 0x0300, suites: [0x000a], serverName: 'origin.example.com', random: Buffer.alloc(32, 1) };
    expect(handHello(hello)).toHaveLength(5 + 4 + 2 + 32 + 1 + 2 + 4 + 2);
  });

  test('counts the name three times over', () => {
    const hello = { version: 0x0301, suites: [4], serverName: 'a.example', random: Buffer.alloc(32) };
    const [, name] = [...parse(handHello(hello)).extensions].find(([type]) => type === 0) ?? [];
    expect(name?.toString('hex')).toBe(`000c000009${Buffer.from('a.example').toString('hex')}`);
  });
});
