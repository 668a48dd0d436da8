import { describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { faultsOfPath } from '../../lambda/tls/constraints.ts';
import { nameConstraintsOf } from '../../lambda/tls/name-constraints.ts';
import { findPath, parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issue, type Wanted } from './authority.ts';

const CLIENT = '1.3.6.1.5.5.7.3.2';
const SERVER = '1.3.6.1.5.5.7.3.1';
const ANY = '2.5.29.37.0';

/** One value of DER, shorter than 128 bytes. */
const der = (tag: number, ...contents: readonly Buffer[]) => {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
};
const subtree = (tag: number, base: Buffer | string) => der(0x30, der(tag, Buffer.from(base)));
const limits = (place: 0xa0 | 0xa1, ...subtrees: readonly Buffer[]) =>
  new x509.Extension('2.5.29.30', true, der(0x30, der(place, ...subtrees)));
const eku = (...purposes: string[]) => new x509.ExtendedKeyUsageExtension(purposes);
const usage = (flags: number) => new x509.KeyUsagesExtension(flags, true);

/** What stands against leaf < intermediate < root, each with what is wished for. */
async function faults(leaf: Partial<Wanted>, upper: Partial<Wanted> = {}, top: Partial<Wanted> = {}) {
  const root = await issue({ subject: 'CN=Root', isAuthority: true, ...top });
  const ca = await issue({ subject: 'CN=CA', issuer: root, isAuthority: true, ...upper });
  const last = await issue({ subject: 'CN=leaf', issuer: ca, dnsNames: ['www.example.com'], ...leaf });
  return faultsOf([last, ca], root);
}

function faultsOf(sent: readonly Issued[], root: Issued) {
  const read = sent.flatMap(({ der: bytes }) => readCertificate(bytes, []) ?? []);
  const path = findPath(
    read.map(({ x509: one }) => one),
    parseAnchors([root.pem]),
  );
  if (path.kind !== 'trusted') throw new Error(`not trusted but ${path.kind}`);
  return path.paths[0]?.faults ?? [];
}

describe('purpose', () => {
  test.each([
    ['serverAuth', [SERVER], []],
    ['both', [CLIENT, SERVER], []],
    ["Netscape's step-up", ['2.16.840.1.113730.4.1'], []],
    ['clientAuth', [CLIENT], [CLIENT]],
    ['any alone', [ANY], [ANY]],
  ])('%s', async (_, purposes, told) => {
    const expected = told.length > 0 ? [{ kind: 'purpose', at: 0, purposes: told }] : [];
    expect(await faults({ extensions: [eku(...purposes)] })).toEqual(expected);
  });

  test('an intermediate and a root for clients only', async () => {
    expect(await faults({}, { extensions: [eku(CLIENT)] })).toEqual([{ kind: 'purpose', at: 1, purposes: [CLIENT] }]);
    expect(await faults({}, {}, { extensions: [eku(CLIENT)] })).toMatchObject([{ kind: 'purpose', at: 'anchor' }]);
  });

  test('key usage: what servers need, what authorities need', async () => {
    const { digitalSignature, keyEncipherment, keyCertSign, cRLSign } = x509.KeyUsageFlags;
    expect(await faults({ extensions: [usage(digitalSignature)] })).toEqual([]);
    expect(await faults({ extensions: [usage(keyEncipherment)] })).toEqual([]);
    expect(await faults({ extensions: [usage(cRLSign)] })).toEqual([{ kind: 'key-usage', at: 0 }]);
    expect(await faults({}, { extensions: [usage(keyCertSign)] })).toEqual([]);
  });

  test('an issuer that may not sign is told by name, where key identifiers say that it did', async () => {
    const root = await issue({ subject: 'CN=Root', isAuthority: true });
    const keys = await issue({ subject: 'CN=keys' });
    const id = await x509.SubjectKeyIdentifierExtension.create(keys.keys.publicKey);
    const ca = await issue({
      ...{ subject: 'CN=CA', issuer: root, isAuthority: true, keys: keys.keys },
      extensions: [usage(x509.KeyUsageFlags.digitalSignature), id],
    });
    const named = await x509.AuthorityKeyIdentifierExtension.create(keys.keys.publicKey);
    const leaf = await issue({ subject: 'CN=leaf', issuer: ca, extensions: [named] });
    expect(faultsOf([leaf, ca], root)).toEqual([{ kind: 'key-usage', at: 1 }]);
  });
});

describe('limits', () => {
  test('path length counts authorities below, not those that changed their key', async () => {
    const limited = { isAuthority: false, extensions: [new x509.BasicConstraintsExtension(true, 0, true)] };
    const root = await issue({ subject: 'CN=Root', ...limited });
    const ca = await issue({ subject: 'CN=CA', issuer: root, isAuthority: true });
    const leaf = await issue({ subject: 'CN=leaf', issuer: ca });
    expect(faultsOf([leaf, ca], root)).toEqual([{ kind: 'path-length', at: 'anchor', allows: 0, below: 1 }]);
    expect(faultsOf([await issue({ subject: 'CN=leaf', issuer: root })], root)).toEqual([]);
    const renewed = await issue({ subject: 'CN=Root', issuer: root, isAuthority: true });
    expect(faultsOf([await issue({ subject: 'CN=leaf', issuer: renewed }), renewed], root)).toEqual([]);
  });

  test('a critical extension that nobody knows, at any place; one that is not critical does no harm', async () => {
    const unknown = (critical: boolean) => [new x509.Extension('1.2.3.4', critical, Buffer.from([5, 0]))];
    expect(await faults({ extensions: unknown(true) })).toEqual([
      { kind: 'critical-extension', at: 0, extension: '1.2.3.4' },
    ]);
    expect(await faults({}, { extensions: unknown(true) })).toMatchObject([{ at: 1 }]);
    expect(await faults({ extensions: unknown(false) }, { extensions: unknown(false) })).toEqual([]);
  });

  test.each([
    ['permitted', limits(0xa0, subtree(0x82, 'example.com')), undefined],
    ['permitted, in other letters', limits(0xa0, subtree(0x82, 'EXAMPLE.com')), undefined],
    ['permitted below a dot', limits(0xa0, subtree(0x82, '.example.com')), undefined],
    ['another permitted', limits(0xa0, subtree(0x82, 'example.net')), 'www.example.com'],
    ['one of two permitted', limits(0xa0, subtree(0x82, 'example.net'), subtree(0x82, 'example.com')), undefined],
    ['a suffix that is no label', limits(0xa0, subtree(0x82, 'ample.com')), 'www.example.com'],
    ['excluded', limits(0xa1, subtree(0x82, 'example.com')), 'www.example.com'],
    ['excluded below only', limits(0xa1, subtree(0x82, 'deep.www.example.com')), undefined],
    [
      'an address permitted: no name is bound',
      limits(0xa0, subtree(0x87, Buffer.from([203, 0, 113, 0, 255, 255, 255, 0]))),
      undefined,
    ],
    ['a mail domain permitted', limits(0xa0, subtree(0x81, 'example.net')), undefined],
  ])('names: %s', async (_, extension, name) => {
    const found = await faults({}, { extensions: [extension] });
    expect(found).toEqual(name === undefined ? [] : [{ kind: 'name-constraints', at: 1, name, carriedBy: 0 }]);
  });

  test('addresses within a range, and outside of it', async () => {
    const range = (place: 0xa0 | 0xa1) => limits(place, subtree(0x87, Buffer.from([203, 0, 113, 0, 255, 255, 255, 0])));
    const leaf = { ipAddresses: ['203.0.113.7'] };
    expect(await faults(leaf, { extensions: [range(0xa0)] })).toEqual([]);
    expect(await faults(leaf, { extensions: [range(0xa1)] })).toMatchObject([{ name: '203.0.113.7' }]);
    expect(await faults({ ipAddresses: ['198.51.100.7'] }, { extensions: [range(0xa0)] })).toMatchObject([
      { name: '198.51.100.7' },
    ]);
  });

  test("the subject itself, and the root's own limits", async () => {
    const name = Buffer.from(new x509.Name('O=Example').toArrayBuffer());
    const extension = limits(0xa0, subtree(0xa4, name));
    expect(await faults({ subject: 'O=Example, CN=leaf' }, { extensions: [extension] })).toEqual([]);
    expect(await faults({ subject: 'O=Other, CN=leaf' }, { extensions: [extension] })).toMatchObject([
      { name: 'its subject' },
    ]);
    const byRoot = await faults({}, {}, { extensions: [limits(0xa1, subtree(0x82, 'example.com'))] });
    expect(byRoot).toEqual([{ kind: 'name-constraints', at: 'anchor', name: 'www.example.com', carriedBy: 0 }]);
  });

  test('names times subtrees are bounded', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => ({
      tag: 0x82,
      bytes: Buffer.alloc(0),
      text: `n${at}.example`,
      parts: [],
    }));
    const base = { isAuthority: true, unknownCritical: [], isSelfIssued: false };
    const found = faultsOfPath([
      { at: 0, limits: { ...base, names: () => many } },
      { at: 1, limits: { ...base, names: () => [], nameConstraints: { permitted: [], excluded: many } } },
    ]);
    expect(found).toMatchObject([{ name: 'more names than can be checked' }]);
  });

  test('any bytes as constraints are read or refused with a typed error', () => {
    const good = der(0x30, der(0xa0, subtree(0x82, 'example.com'), subtree(0xa4, 'x')));
    const changed = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => {
      const bytes = Buffer.from(good);
      bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          changed,
          fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          try {
            nameConstraintsOf(bytes);
          } catch (error) {
            expect(error).toHaveProperty('name', 'MalformedDer');
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('signatures', () => {
  test('one that does not hold is told, where the key identifiers say whose it claims to be', async () => {
    const root = await issue({ subject: 'CN=Root', isAuthority: true });
    const own = await issue({ subject: 'CN=keys' });
    const id = await x509.SubjectKeyIdentifierExtension.create(own.keys.publicKey);
    const ca = await issue({ subject: 'CN=CA', issuer: root, isAuthority: true, keys: own.keys, extensions: [id] });
    const claims = await x509.AuthorityKeyIdentifierExtension.create(own.keys.publicKey);
    const leaf = await issue({ subject: 'CN=leaf', issuer: ca, extensions: [claims] });
    const forged = Buffer.from(leaf.der);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const read = [forged, ca.der].flatMap((bytes) => readCertificate(bytes, []) ?? []);
    const chain = read.map(({ x509: one }) => one);
    expect(findPath(chain, parseAnchors([root.pem]))).toEqual({ kind: 'signature-invalid', at: 0, issuer: 'CN=CA' });
    const plain = await issue({ subject: 'CN=CA', isAuthority: true });
    const other = readCertificate(plain.der, [])?.x509;
    expect(findPath(other && chain[0] ? [chain[0], other] : [], parseAnchors([root.pem])).kind).not.toBe(
      'signature-invalid',
    );
  });
});
