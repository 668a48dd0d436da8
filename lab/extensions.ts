import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Wish } from './wish.ts';

type Key = webcrypto.CryptoKey;

/** The extensions of a certificate that is wished for: as a careful CA would have them, where nothing else is said. */
export async function extensionsFor(wish: Wish, own: Key, signer: Key): Promise<x509.Extension[]> {
  const { names = [], authority = false, issuerUrl, pathLength, permitted, extensions = [] } = wish;
  const purposes = wish.purposes ?? (authority ? [] : [x509.ExtendedKeyUsage.serverAuth]);
  return [
    new x509.BasicConstraintsExtension(authority, pathLength, true),
    ...usage(wish),
    ...(purposes.length > 0 ? [new x509.ExtendedKeyUsageExtension([...purposes])] : []),
    ...(names.length > 0
      ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))]
      : []),
    ...(issuerUrl ? [new x509.AuthorityInfoAccessExtension({ caIssuers: issuerUrl })] : []),
    ...(permitted ? [nameConstraints(permitted)] : []),
    ...extensions.map(({ id, critical, value }) => new x509.Extension(id, critical, value)),
    await x509.SubjectKeyIdentifierExtension.create(own),
    await x509.AuthorityKeyIdentifierExtension.create(signer),
  ];
}

function usage({ issuer, authority, keyUsage }: Wish): x509.Extension[] {
  if (keyUsage !== undefined) return [new x509.KeyUsagesExtension(keyUsage, true)];
  // OpenSSL takes no certificate for its own issuer whose key usage says that it may not sign.
  if (issuer === 'itself' && !authority) return [];
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  return [new x509.KeyUsagesExtension(authority ? keyCertSign | cRLSign : digitalSignature, true)];
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
function nameConstraints(permitted: readonly string[]): x509.Extension {
  const subtrees = permitted.map((name) => der(0x30, der(0x82, Buffer.from(name))));
  return new x509.Extension('2.5.29.30', true, der(0x30, der(0xa0, Buffer.concat(subtrees))));
}

/** One value of DER; its contents are shorter than 64 KiB. */
export function der(tag: number, contents: Buffer): Buffer {
  const { length } = contents;
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), contents]);
}
