import { webcrypto } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { readCertificate } from '../../lambda/tls/certificate.ts';
import { alternativeNames } from '../../lambda/tls/general-names.ts';
import { covers } from '../../lambda/tls/names.ts';
import { type Issued, issue, issueChain, type Wanted } from './authority.ts';

async function read(wanted: Wanted | Issued, relevant: readonly string[] = []) {
  const issued = 'der' in wanted ? wanted : await issue(wanted);
  const certificate = readCertificate(issued.der, relevant)?.certificate;
  if (!certificate) throw new Error('not read');
  return certificate;
}

describe('readCertificate', () => {
  test('tells everything the evidence needs', async () => {
    const { lower, leaf } = await issueChain();
    expect(await read(lower)).toMatchObject({ subject: 'CN=Lower CA', isAuthority: true, selfSigned: false });
    const certificate = await read(leaf);
    expect(certificate).toMatchObject({
      subject: 'CN=www.example.com',
      issuer: 'CN=Lower CA',
      commonName: 'www.example.com',
      notBefore: '2020-01-01T00:00:00Z',
      notAfter: '2040-01-01T00:00:00Z',
      dnsNames: ['www.example.com'],
      dnsNameCount: 1,
      ipAddresses: [],
      isAuthority: false,
      selfSigned: false,
      key: 'EC prime256v1',
    });
    expect(certificate.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(certificate.serial).toMatch(/^[0-9A-F]+$/);
    expect(certificate).not.toHaveProperty('issuerUrl');
  });

  test('self-signed is what its own key signed, not what says so', async () => {
    const root = await issue({ subject: 'CN=Same' });
    expect(await read(root)).toMatchObject({ selfSigned: true });
    expect(await read({ subject: 'CN=Same', issuer: root })).toMatchObject({ selfSigned: false });
  });

  test('the subject is one line, specific to general, with separators escaped', async () => {
    const certificate = await read({ subject: 'C=US, O="Example, Inc.", CN=www.example.com' });
    expect(certificate.subject).toBe('CN=www.example.com, O=Example\\, Inc., C=US');
  });

  test('control characters and marks of direction are escaped, and length is bounded', async () => {
    const certificate = await read({ subject: `CN=a\u202Eb\u001B[31mc\u200B, O=${'x'.repeat(600)}` });
    expect(certificate.commonName).toBe('a\\u{202E}b\\u{1B}[31mc\\u{200B}');
    expect(certificate.subject.length).toBeLessThanOrEqual(256);
    expect(certificate.subject).toMatch(/^O=x+…$/);
  });

  test.each([
    ['1950-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['2049-12-31T23:59:59Z', '2049-12-31T23:59:59Z'],
    ['1969-12-31T23:59:59Z', '2050-01-01T00:00:00Z'],
  ])('dates from %s to %s', async (notBefore, notAfter) => {
    expect(await read({ subject: 'CN=x', notBefore, notAfter })).toMatchObject({ notBefore, notAfter });
  });

  test('many names: those that matter are kept, all are counted', async () => {
    const dnsNames = [...Array.from({ length: 900 }, (_, at) => `n${at}.example.net`), '*.example.com'];
    const certificate = await read({ subject: 'CN=x', dnsNames }, ['www.example.com']);
    expect(certificate.dnsNameCount).toBe(901);
    expect(certificate.dnsNames.length).toBe(256);
    expect(certificate.dnsNames[0]).toBe('*.example.com');
    expect(covers(certificate, 'www.example.com')).toBe(true);
  });

  test('a hundred thousand names cost no more than their bytes', () => {
    const one = Buffer.from([0x82, 3, 0x61, 0x2e, 0x62]);
    const header = Buffer.from([0x30, 0x83, 0, 0, 0]);
    header.writeUIntBE(one.length * 100_000, 2, 3);
    const extension = Buffer.concat([header, ...Array.from({ length: 100_000 }, () => one)]);
    const names = alternativeNames(new Map([['2.5.29.17', extension]]), ['www.example.com']);
    expect(names.dnsNames.length).toBe(256);
    expect(names.dnsNameCount).toBe(100_000);
  });

  test('addresses, of both families', async () => {
    const certificate = await read({ subject: 'CN=x', ipAddresses: ['203.0.113.7', '2001:db8::1'] });
    expect(certificate.ipAddresses).toEqual(['203.0.113.7', '2001:0db8:0000:0000:0000:0000:0000:0001']);
    expect(certificate.dnsNameCount).toBe(0);
  });

  test('a name with a NUL or an escape sequence matches nothing', async () => {
    const certificate = await read({
      subject: 'CN=x',
      dnsNames: ['www.example.com\0.evil.example', 'a\u001B[1m.example'],
    });
    expect(certificate.dnsNames).toEqual(['www.example.com\\u{0}.evil.example', 'a\\u{1B}[1m.example']);
    expect(covers(certificate, 'www.example.com')).toBe(false);
  });

  test.each([
    ['http://ca.example.com/ca.der', 'http://ca.example.com/ca.der'],
    ['https://ca.example.com/\u001B[2J', 'https://ca.example.com/\\u{1B}[2J'],
    ['ldap://ca.example.com/cn=ca', undefined],
    ['javascript:alert(1)', undefined],
  ])("the issuer's URL %j", async (issuerUrl, told) => {
    expect((await read({ subject: 'CN=x', issuerUrl })).issuerUrl).toBe(told);
  });

  test('other keys', async () => {
    const rsa = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      publicExponent: Uint8Array.of(1, 0, 1),
      modulusLength: 1024,
    };
    const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
    const made = await x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=x', keys, signingAlgorithm: rsa });
    expect(readCertificate(new Uint8Array(made.rawData), [])?.certificate.key).toBe('RSA 1024');
  });

  test('a certificate with anything behind it, in PEM, or cut short is not read', async () => {
    const { der, pem } = await issue({ subject: 'CN=x' });
    expect(readCertificate(Buffer.concat([der, Buffer.from([0])]), [])).toBeUndefined();
    expect(readCertificate(Buffer.from(pem), [])).toBeUndefined();
    for (let end = 0; end < der.length; end += 1) expect(readCertificate(der.subarray(0, end), [])).toBeUndefined();
  });

  test('any bytes, and any certificate with bytes changed, never throw', async () => {
    const { der } = await issue({
      subject: 'C=US, O=Example, CN=x',
      dnsNames: ['a.example.com', 'b.example.com'],
      ipAddresses: ['203.0.113.7'],
      issuerUrl: 'http://ca.example.com/',
      isAuthority: true,
    });
    const changed = fc
      .array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(der);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const certificate = readCertificate(bytes, ['a.example.com'])?.certificate;
        if (!certificate) return;
        expect(certificate.subject.length).toBeLessThanOrEqual(256);
        expect(JSON.stringify(certificate)).not.toMatch(/[\p{C}]/u);
      }),
      { numRuns: 3_000 },
    );
  });
});
