import type { webcrypto } from 'node:crypto';
import type * as x509 from '@peculiar/x509';

/** A certificate of the lab with the key that belongs to it. */
export type Issued = {
  readonly pem: string;
  readonly keyPem: string;
  /** Hex, upper case, as `openssl x509 -serial` prints it. */
  readonly serial: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly string[];
  /** Subject's common name, if any. */
  readonly commonName?: string;
  /** PEM of the authorities above it, without the root: what belongs beside it. */
  readonly above: string;
  readonly isRoot: boolean;
  /** Signs further certificates. */
  readonly signer: Signer;
};

/** A name, and the keys that sign under it. */
export type Signer = { readonly subject: x509.JsonName; readonly keys: webcrypto.CryptoKeyPair };

/** What a certificate shall be. Whatever is not said is as a careful CA would have it. */
export type Wish = {
  /** DNS names of the SAN extension; an empty list leaves the extension out. */
  readonly names?: readonly string[];
  /** Default: the first name; `null` leaves it out. */
  readonly commonName?: string | null;
  readonly organization?: string;
  /** ISO 8601. Default: issued 30 days ago, good for 168 more, as ACM issues them today. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Who signs; `'itself'` for a self-signed one. Default: the lab's intermediate. */
  readonly issuer?: Issued | 'itself';
  /** Whether it may sign others. */
  readonly authority?: boolean;
  /** Takes the subject's key from another certificate: a renewal, or a cross-sign. */
  readonly keyOf?: Issued;
  readonly key?: 'P-256' | 'P-384' | 'P-521' | 'RSA-2048' | 'Ed25519';
  /** Where the issuer's certificate can be had (AIA caIssuers). */
  readonly issuerUrl?: string;
  /** Extended key usage, dotted identifiers; an empty list leaves the extension out. Default: serverAuth, none for an authority. */
  readonly purposes?: readonly string[];
  /** Bits of `x509.KeyUsageFlags`. */
  readonly keyUsage?: number;
  /** How many authorities may stand below this one. */
  readonly pathLength?: number;
  /** DNS names, with all below them, that it may issue for. */
  readonly permitted?: readonly string[];
  /** Whatever else it shall carry. */
  readonly extensions?: readonly RawExtension[];
  /** Default: SHA-256. */
  readonly hash?: 'SHA-1' | 'SHA-256';
  /** Spoils the signature after it was made. */
  readonly forged?: boolean;
};

/** `value`: DER. */
export type RawExtension = { readonly id: string; readonly critical: boolean; readonly value: Buffer };
