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
};

/** A trust anchor: one of Mozilla's roots, or the lab's. */
export type AnchorName = { readonly subject: string; readonly fingerprint: string; readonly notAfter: string };

/**
 * Whether signatures lead from the leaf to an anchor, dates left aside (time is a rule's business).
 * `certificates` are indexes into the chain, leaf first; every path found is listed.
 */
export type TrustPath =
  | {
      readonly kind: 'trusted';
      readonly paths: readonly { readonly certificates: readonly number[]; readonly anchor: AnchorName }[];
    }
  /** The leaf signed itself and is no anchor. */
  | { readonly kind: 'self-signed' }
  /** The chain stops short: `missingIssuer` (a subject) signed certificate `at` and was not sent. */
  | { readonly kind: 'incomplete'; readonly missingIssuer: string; readonly at: number; readonly issuerUrl?: string }
  /** The chain is complete and ends at `anchor`, which Mozilla does not list. */
  | { readonly kind: 'untrusted'; readonly anchor: string };
