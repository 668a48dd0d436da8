import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import { type Attribute, attributesOf, commonNameOf, nameKey, nameLine } from './distinguished-name.ts';
import { alternativeNames, issuerUrl } from './general-names.ts';
import { type Limits, limitsOf } from './limits.ts';
import { extensionsOf, type Outline, outline, validityOf } from './outline.ts';
import { signatureName } from './signature-name.ts';
import { mustStaple } from './staple.ts';
import { escapeText } from './text.ts';

/** A certificate in three forms: `x509` for signatures, `certificate` for the evidence, `limits` for the judgement of paths. */
export type ReadCertificate = {
  readonly x509: X509Certificate;
  readonly certificate: Certificate;
  readonly limits: Limits;
};

/** RFC 5280's bound is 64; a host name may be longer. */
const MAX_COMMON_NAME = 255;

/**
 * Reads DER as a server sent it; `relevantNames` are kept first where it carries more names than are kept. Undefined
 * where it is malformed.
 */
export function readCertificate(der: Uint8Array, relevantNames: readonly string[]): ReadCertificate | undefined {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  return attempt(() => {
    const parts = outline(bytes);
    const x509 = new X509Certificate(bytes);
    return { x509, certificate: describe(bytes, parts, x509, relevantNames), limits: limitsOf(parts) };
  });
}

function describe(der: Buffer, parts: Outline, x509: X509Certificate, relevantNames: readonly string[]): Certificate {
  const subject = attributesOf(parts.subject);
  const issuer = attributesOf(parts.issuer);
  const commonName = commonNameOf(subject);
  const extensions = extensionsOf(parts);
  const url = issuerUrl(extensions);
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    subject: nameLine(subject),
    issuer: nameLine(issuer),
    ...(commonName !== undefined && { commonName: escapeText(commonName, MAX_COMMON_NAME) }),
    serial: x509.serialNumber.slice(0, 64),
    ...validityOf(parts),
    ...alternativeNames(extensions, relevantNames),
    isAuthority: x509.ca,
    selfSigned: signedItself(x509, subject, issuer),
    key: keyName(attempt(() => x509.publicKey)),
    ...(url !== undefined && { issuerUrl: url }),
    ...(mustStaple(extensions) && { mustStaple: true as const }),
    signature: signatureName(parts.signature),
  };
}

function signedItself(x509: X509Certificate, subject: readonly Attribute[], issuer: readonly Attribute[]): boolean {
  return nameKey(subject) === nameKey(issuer) && verifies(x509, x509);
}

/** Whether the issuer's key made the certificate's signature; false too where the key or the algorithm is of no known kind. */
export function verifies(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return attempt(() => certificate.verify(issuer.publicKey)) ?? false;
}

function keyName(key: KeyObject | undefined): string {
  const { modulusLength, namedCurve } = key?.asymmetricKeyDetails ?? {};
  const type = key?.asymmetricKeyType ?? 'unknown';
  if (namedCurve !== undefined) return `EC ${namedCurve}`;
  if (modulusLength !== undefined) return `${type.toUpperCase()} ${modulusLength}`;
  return NAMES[type] ?? type;
}

const NAMES: Readonly<Record<string, string>> = { ed25519: 'Ed25519', ed448: 'Ed448', ec: 'EC' };

/** Over hostile bytes every failure, OpenSSL's or ours, says the same: they cannot be read. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
