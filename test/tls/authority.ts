import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export type Issued = {
  readonly name: string;
  readonly der: Buffer;
  readonly pem: string;
  readonly keys: webcrypto.CryptoKeyPair;
};

export type Wanted = {
  readonly subject: string;
  /** Absent: it signs itself. */
  readonly issuer?: Issued;
  readonly keys?: webcrypto.CryptoKeyPair;
  readonly isAuthority?: boolean;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly issuerUrl?: string;
  readonly extensions?: readonly x509.Extension[];
};

export function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

let serial = 1;

/** Issues whatever a test asks for. */
export async function issue(wanted: Wanted): Promise<Issued> {
  const keys = wanted.keys ?? (await newKeys());
  serial += 1;
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(4, '0'),
    subject: wanted.subject,
    issuer: wanted.issuer?.name ?? wanted.subject,
    notBefore: new Date(wanted.notBefore ?? '2020-01-01T00:00:00Z'),
    notAfter: new Date(wanted.notAfter ?? '2040-01-01T00:00:00Z'),
    publicKey: keys.publicKey,
    signingKey: (wanted.issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: extensionsOf(wanted),
  });
  const der = Buffer.from(made.rawData);
  return { name: wanted.subject, der, pem: made.toString('pem'), keys };
}

function extensionsOf({ isAuthority, dnsNames = [], ipAddresses = [], issuerUrl, extensions = [] }: Wanted) {
  const names = [
    ...dnsNames.map((value): x509.JsonGeneralName => ({ type: 'dns', value })),
    ...ipAddresses.map((value): x509.JsonGeneralName => ({ type: 'ip', value })),
  ];
  return [
    ...(isAuthority ? [new x509.BasicConstraintsExtension(true, undefined, true)] : []),
    ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ...(issuerUrl ? [new x509.AuthorityInfoAccessExtension({ caIssuers: [issuerUrl] })] : []),
    ...extensions,
  ];
}

/** The private key, PEM. */
export async function keyOf({ keys }: Issued): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

/** Root, two intermediates and a leaf for `www.example.com`. */
export async function issueChain() {
  const root = await issue({ subject: 'CN=Test Root', isAuthority: true });
  const upper = await issue({ subject: 'CN=Upper CA', issuer: root, isAuthority: true });
  const lower = await issue({ subject: 'CN=Lower CA', issuer: upper, isAuthority: true });
  const leaf = await issue({ subject: 'CN=www.example.com', issuer: lower, dnsNames: ['www.example.com'] });
  return { root, upper, lower, leaf };
}
