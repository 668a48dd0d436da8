/** An X.509 certificate as the server sent it. Times are ISO 8601 in UTC. */
export type Certificate = {
  /** SHA-256 over the DER, lower-case hex without colons. */
  readonly fingerprint: string;
  /** One line, RFC 4514 order as OpenSSL prints it: `CN=example.com, O=Example`. Bounded to 256 characters. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName?: string;
  /** Hex, upper case. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** DNS names of the SAN extension, as written; at most 256, those that matter for the dial first. */
  readonly dnsNames: readonly string[];
  /** How many DNS names it carries in all. */
  readonly dnsNameCount: number;
  readonly ipAddresses: readonly string[];
  readonly isAuthority: boolean;
  /** Issuer equals subject and its own key verifies it. */
  readonly selfSigned: boolean;
  /** e.g. `RSA 2048`, `EC prime256v1`, `Ed25519`. */
  readonly key: string;
  /** Where the issuer's certificate can be had (AIA caIssuers), if it says so. */
  readonly issuerUrl?: string;
  /** It demands that whoever shows it staples an OCSP response. https://www.rfc-editor.org/rfc/rfc7633 */
  readonly mustStaple?: true;
  /** Algorithm of the signature on it, e.g. `SHA-256 with RSA`; the dotted identifier where it has no name here. */
  readonly signature?: string;
};

/** Where on a path: an index into the chain, or the anchor above it. */
export type PathPlace = number | 'anchor';

/** Why a path whose signatures hold is not accepted, dates left aside. Words of certificates are escaped and bounded. */
export type PathFault =
  /** It issued the one before it on the path, and is no certificate authority. */
  | { readonly kind: 'not-authority'; readonly at: PathPlace }
  /** Its extended key usage (dotted identifiers, at most 8) leaves out servers. */
  | { readonly kind: 'purpose'; readonly at: PathPlace; readonly purposes: readonly string[] }
  /** Its key usage leaves out what it is used for here. */
  | { readonly kind: 'key-usage'; readonly at: PathPlace }
  /** It allows `allows` certificate authorities below it, and the path has `below`. */
  | { readonly kind: 'path-length'; readonly at: PathPlace; readonly allows: number; readonly below: number }
  /** It does not allow `name`, which the certificate `carriedBy` carries. */
  | { readonly kind: 'name-constraints'; readonly at: PathPlace; readonly name: string; readonly carriedBy: number }
  /** It carries a critical extension (dotted identifier) that clients of TLS do not process. */
  | { readonly kind: 'critical-extension'; readonly at: PathPlace; readonly extension: string };

/** A trust anchor: one of Mozilla's roots, or the lab's. */
export type AnchorName = { readonly subject: string; readonly fingerprint: string; readonly notAfter: string };

/**
 * Whether signatures lead from the leaf to an anchor, dates left aside (time is a rule's business).
 * `certificates` are indexes into the chain, leaf first; every path found is listed.
 */
export type TrustPath =
  | {
      readonly kind: 'trusted';
      readonly paths: readonly {
        readonly certificates: readonly number[];
        readonly anchor: AnchorName;
        /** Absent where there is none. */
        readonly faults?: readonly PathFault[];
      }[];
    }
  /** The leaf signed itself and is no anchor. */
  | { readonly kind: 'self-signed' }
  /** The chain stops short: `missingIssuer` (a subject) signed certificate `at` and was not sent. */
  | { readonly kind: 'incomplete'; readonly missingIssuer: string; readonly at: number; readonly issuerUrl?: string }
  /** `issuer` (a subject) was there, and its key did not make the signature on certificate `at`. */
  | { readonly kind: 'signature-invalid'; readonly at: number; readonly issuer: string }
  /** The chain is complete and ends at `anchor`, which Mozilla does not list. */
  | { readonly kind: 'untrusted'; readonly anchor: string };
