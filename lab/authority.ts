import { X509Certificate as Parsed, randomBytes, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { extensionsFor } from './extensions.ts';
import type { Issued, Signer, Wish } from './wish.ts';

export type { Issued, Wish } from './wish.ts';

/** The lab's CA. `root` and `expiredRoot` are the only trust anchors of the lab's world. */
export type Authority = {
  readonly root: Issued;
  readonly expiredRoot: Issued;
  readonly intermediate: Issued;
  issue(wish: Wish): Promise<Issued>;
};

const DAY_MS = 86_400_000;

/** Makes a root, an intermediate under it, and a CA that issues whatever it is asked for. `now` is the lab's moment. */
export async function makeAuthority(now: Date): Promise<Authority> {
  const at = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const long = { notBefore: at(-1500), notAfter: at(3000), authority: true, organization: 'Lab Trust Services' };
  const root = await issue({ ...long, commonName: 'Lab Root CA 1', issuer: 'itself' });
  const expiredRoot = await issue({ ...long, notAfter: at(-4), commonName: 'Lab Root CA 0', issuer: 'itself' });
  const intermediate = await issue({ ...long, commonName: 'Lab TLS Issuing CA 1', issuer: root });
  const defaults: Wish = { issuer: intermediate, notBefore: at(-30), notAfter: at(168) };
  return { root, expiredRoot, intermediate, issue: (wish) => issue({ ...defaults, ...wish }) };
}

async function issue(wish: Wish): Promise<Issued> {
  const { names = [], commonName = names[0] ?? null, organization } = wish;
  const subject: x509.JsonName = [
    ...(organization ? [{ O: [organization] }] : []),
    ...(commonName === null ? [] : [{ CN: [commonName] }]),
  ];
  const keys = wish.keyOf?.signer.keys ?? (await makeKeys(wish.key ?? 'P-256'));
  const own: Signer = { subject, keys };
  const signer = wish.issuer === 'itself' || wish.issuer === undefined ? own : wish.issuer.signer;
  const pem = await sign(wish, own, signer);
  const { serialNumber } = new Parsed(pem);
  return {
    pem,
    keyPem: await exportKey(keys.privateKey),
    above: aboveOf(wish),
    isRoot: signer === own,
    serial: serialNumber,
    notBefore: seconds(wish.notBefore),
    notAfter: seconds(wish.notAfter),
    names,
    ...(commonName !== null && { commonName }),
    signer: own,
  };
}

/** A root stands in nobody's chain. */
function aboveOf({ issuer }: Wish): string {
  if (issuer === undefined || issuer === 'itself' || issuer.isRoot) return '';
  return issuer.pem + issuer.above;
}

/** X.509 counts whole seconds. */
function seconds(time = new Date().toISOString()): string {
  return new Date(Math.floor(Date.parse(time) / 1000) * 1000).toISOString();
}

async function sign(wish: Wish, own: Signer, signer: Signer): Promise<string> {
  const { hash = 'SHA-256' } = wish;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: `5a${randomBytes(15).toString('hex')}`,
    subject: own.subject,
    issuer: signer.subject,
    notBefore: new Date(seconds(wish.notBefore)),
    notAfter: new Date(seconds(wish.notAfter)),
    publicKey: own.keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: { name: signer.keys.privateKey.algorithm.name, hash },
    extensions: await extensionsFor(wish, own.keys.publicKey, signer.keys.publicKey),
  });
  return wish.forged ? forged(certificate) : `${certificate.toString('pem')}\n`;
}

/** The last byte of a certificate is one of its signature. */
function forged(certificate: x509.X509Certificate): string {
  const der = Buffer.from(certificate.rawData);
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** RSA keys take a tenth of a second each: leaves share one. */
let sharedRsa: Promise<webcrypto.CryptoKeyPair> | undefined;

async function makeKeys(kind: NonNullable<Wish['key']>): Promise<webcrypto.CryptoKeyPair> {
  if (kind === 'RSA-2048') {
    sharedRsa ??= makeRsa();
    return sharedRsa;
  }
  const name = kind === 'Ed25519' ? kind : 'ECDSA';
  return crypto.subtle.generateKey({ name, namedCurve: kind }, true, ['sign', 'verify']);
}

function makeRsa(): Promise<webcrypto.CryptoKeyPair> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent, hash: 'SHA-256' };
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}
