import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../../lab/authority.ts';

const NOW = new Date('2026-11-23T03:12:00.500Z');

let lab: Authority;

beforeAll(async () => {
  lab = await makeAuthority(NOW);
});

const parse = ({ pem }: { readonly pem: string }) => new X509Certificate(pem);

describe('the lab CA', () => {
  test('root, intermediate and leaf are signed in turn', async () => {
    const leaf = await lab.issue({ names: ['origin.example.com'] });
    expect(parse(lab.root).verify(parse(lab.root).publicKey)).toBe(true);
    expect(parse(lab.intermediate).checkIssued(parse(lab.root))).toBe(true);
    expect(parse(lab.intermediate).verify(parse(lab.root).publicKey)).toBe(true);
    expect(parse(leaf).checkIssued(parse(lab.intermediate))).toBe(true);
    expect(parse(leaf).verify(parse(lab.intermediate).publicKey)).toBe(true);
    expect([parse(lab.root).ca, parse(lab.intermediate).ca, parse(leaf).ca]).toEqual([true, true, false]);
  });

  test('issues the names, the dates and the key that were asked for, and says the serial that is served', async () => {
    const leaf = await lab.issue({
      names: ['a.example.com', '*.b.example.com'],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2026-02-01T00:00:00.000Z',
      key: 'RSA-2048',
      issuerUrl: 'http://pki.example.net/ca.cer',
    });
    const parsed = parse(leaf);
    expect(parsed.subjectAltName).toBe('DNS:a.example.com, DNS:*.b.example.com');
    expect(parsed.subject).toBe('CN=a.example.com');
    expect(new Date(parsed.validTo).toISOString()).toBe(leaf.notAfter);
    expect(new Date(parsed.validFrom).toISOString()).toBe(leaf.notBefore);
    expect(parsed.serialNumber).toBe(leaf.serial);
    expect(parsed.infoAccess).toContain('http://pki.example.net/ca.cer');
    expect(parsed.publicKey.asymmetricKeyType).toBe('rsa');
  });

  test('a common name alone, and no common name at all', async () => {
    const named = parse(await lab.issue({ commonName: 'old.example.com' }));
    expect([named.subject, named.subjectAltName]).toEqual(['CN=old.example.com', undefined]);
    const nameless = parse(await lab.issue({ names: ['x.example.com'], commonName: null }));
    expect(nameless.subject).toBeFalsy();
  });

  test('a self-signed certificate verifies with its own key and nobody else’s', async () => {
    const own = parse(await lab.issue({ names: ['x.example.com'], issuer: 'itself' }));
    expect(own.checkIssued(own) && own.verify(own.publicKey)).toBe(true);
    expect(own.verify(parse(lab.intermediate).publicKey)).toBe(false);
  });

  test('a cross-sign has the subject and the key of the other, under another issuer', async () => {
    const cross = await lab.issue({
      commonName: lab.intermediate.commonName,
      organization: 'Lab Trust Services',
      authority: true,
      keyOf: lab.intermediate,
      issuer: await lab.issue({ commonName: 'Other Root', issuer: 'itself', authority: true }),
    });
    const leaf = parse(await lab.issue({ names: ['x.example.com'] }));
    expect(parse(cross).subject).toBe(parse(lab.intermediate).subject);
    expect(leaf.verify(parse(cross).publicKey)).toBe(true);
    expect(parse(cross).verify(parse(lab.root).publicKey)).toBe(false);
  });
});
