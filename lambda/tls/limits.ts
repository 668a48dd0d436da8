import { BOOLEAN, dotted, elementAt, elements, INTEGER, next } from './der.ts';
import { type Comparable, constrainedNames, type NameConstraints, nameConstraintsOf } from './name-constraints.ts';
import { criticalExtensionsOf, extensionsOf, type Outline } from './outline.ts';

/** What a certificate may be used for, as its own extensions say. What is absent is not limited. */
export type Limits = {
  readonly isAuthority: boolean;
  /** Authorities allowed below it on a path. */
  readonly pathLength?: number;
  /** Extended key usage, dotted identifiers. */
  readonly purposes?: readonly string[];
  /** The first eight bits of the key usage, digitalSignature highest. */
  readonly keyUsage?: number;
  readonly unknownCritical: readonly string[];
  readonly nameConstraints?: NameConstraints;
  /** The names that constraints of authorities above it bind; read when asked for, since hardly any path has constraints and a certificate may carry thousands. */
  names(): readonly Comparable[];
  /** Issuer and subject are the same name: a roll-over of keys, which counts for no authority more. */
  readonly isSelfIssued: boolean;
};

/** Extensions. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1 */
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const NAME_CONSTRAINTS = '2.5.29.30';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/**
 * Extensions that may be critical: those that OpenSSL and its descendants process, or ignore on purpose.
 * https://docs.openssl.org/3.5/man3/X509_get_extension_flags/ and RFC 5280, section 4.2; AWS's client refuses others.
 */
const KNOWN: readonly string[] = [
  KEY_USAGE,
  SUBJECT_ALTERNATIVE_NAME,
  BASIC_CONSTRAINTS,
  NAME_CONSTRAINTS,
  EXTENDED_KEY_USAGE,
  '2.5.29.31', // CRL distribution points
  '2.5.29.32', // certificate policies
  '2.5.29.33', // policy mappings
  '2.5.29.36', // policy constraints
  '2.5.29.54', // inhibit anyPolicy
  '1.3.6.1.5.5.7.1.7', // addresses, RFC 3779
  '1.3.6.1.5.5.7.1.8', // numbers of autonomous systems, RFC 3779
  '2.16.840.1.113730.1.1', // Netscape certificate type
];

/** More purposes than any certificate names. */
const MAX_PURPOSES = 64;

/** Reads the limits that a certificate sets. Throws `MalformedDer`. */
export function limitsOf(parts: Outline): Limits {
  const extensions = extensionsOf(parts);
  const isSelfIssued = parts.subject.equals(parts.issuer);
  const constrained = extensions.get(NAME_CONSTRAINTS);
  const { isAuthority, pathLength } = basicConstraints(extensions.get(BASIC_CONSTRAINTS));
  const purposes = purposesOf(extensions.get(EXTENDED_KEY_USAGE));
  const keyUsage = usageOf(extensions.get(KEY_USAGE));
  return {
    // Roots of version 1 cannot say what they are. https://docs.openssl.org/3.5/man3/X509_check_ca/
    isAuthority: isAuthority || (parts.isFirstVersion && isSelfIssued),
    ...(pathLength !== undefined && { pathLength }),
    ...(purposes && { purposes }),
    ...(keyUsage !== undefined && { keyUsage }),
    unknownCritical: criticalExtensionsOf(parts).filter((id) => !KNOWN.includes(id)),
    ...(constrained && { nameConstraints: nameConstraintsOf(constrained) }),
    names: () => constrainedNames(parts.subject, extensions.get(SUBJECT_ALTERNATIVE_NAME)),
    isSelfIssued,
  };
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9 */
function basicConstraints(extension: Buffer | undefined): { isAuthority: boolean; pathLength?: number } {
  if (!extension) return { isAuthority: false };
  const fields = [...elements(elementAt(extension).contents)].slice(0, 2);
  const isAuthority = fields.some(({ tag, contents }) => tag === BOOLEAN && contents[0] !== 0);
  const length = fields.find(({ tag }) => tag === INTEGER)?.contents;
  if (!length || length.length === 0 || length.length > 6) return { isAuthority };
  return { isAuthority, pathLength: length.readUIntBE(0, length.length) };
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12 */
function purposesOf(extension: Buffer | undefined): string[] | undefined {
  if (!extension) return undefined;
  const purposes: string[] = [];
  for (const { contents } of elements(elementAt(extension).contents)) {
    if (purposes.length < MAX_PURPOSES) purposes.push(dotted(contents));
  }
  return purposes;
}

/** A BIT STRING: the number of unused bits, then the bits. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3 */
function usageOf(extension: Buffer | undefined): number | undefined {
  return extension && (next(elements(extension)).contents[1] ?? 0);
}
