import type { Certificate, TrustPath } from './certificate.ts';

/** One dial, as CloudFront would make it. */
export type Target = {
  readonly scheme: 'https' | 'http';
  /** IPv4 or IPv6 address, without brackets. */
  readonly address: string;
  readonly port: number;
  /** The name sent as SNI and as Host. */
  readonly serverName: string;
  /** Names that the certificate may carry to be accepted; `serverName` first. Where AWS's pages differ, the origin's domain follows. */
  readonly acceptedNames: readonly string[];
  /** Whether the behaviors that use this dial forward the viewer's Host; `unknown` where a policy could not be read. */
  readonly hostForwarded: 'yes' | 'no' | 'unknown';
  /** `OriginSslProtocols`; empty over http. */
  readonly protocols: readonly string[];
  /** Path patterns of the behaviors that would make this dial. */
  readonly behaviors: readonly string[];
};

/** What CloudFront would dial for one origin, and what was left out of it (sentences for the reader). */
export type DialPlan = {
  readonly targets: readonly Target[];
  readonly omitted: readonly string[];
  /** Handshakes to make again to each address with the commonest name, the first target's: several servers may answer there. Absent: none. */
  readonly repeats?: number;
};

/** How far a dial got. `hello`: the connection was open, and not a byte came back; `handshake`: TLS had begun. */
export type HandshakePhase = 'connect' | 'hello' | 'handshake' | 'after-handshake';

export type Handshake = {
  /** An object of its own for each entry: it tells them apart. */
  readonly target: Target;
  readonly outcome: HandshakeOutcome;
  /** How many handshakes to this address for this name ended so; absent: one. Where some ended otherwise, that is another entry. */
  readonly times?: number;
  readonly tookMs: number;
  /** What else was asked of this address after its first dial failed; on one dial of an address at most, until one completed. */
  readonly followUps?: readonly FollowUp[];
  /** The handshake completed without the certificate that the server had asked us for, and the request was answered by this. */
  readonly refusedAfterwards?: { readonly how: 'alert' | 'closed' | 'reset' };
  /** Nothing answered, and the rules of this security group admit CloudFront and not everybody: our silence says nothing. */
  readonly closedToUs?: string;
};

/**
 * A dial that CloudFront would not make, to tell causes apart. `origin-name` and `no-name`: the same offer for another
 * name. `any-protocol`: TLS 1.0 to 1.3; `any-cipher`: and every cipher; `anything`: and every group and signature scheme.
 * `legacy`: what CloudFront's offer has beyond OpenSSL's, 3DES, RC4 and SSLv3 where it is listed, in a ClientHello written by hand.
 */
export type FollowUp = {
  readonly asked: 'origin-name' | 'no-name' | 'any-protocol' | 'any-cipher' | 'anything' | 'legacy';
  readonly outcome:
    | {
        readonly kind: 'completed';
        readonly protocol: string;
        readonly cipher: string;
        readonly group?: string;
        /** What was shown to `anything`, in wire order: its key may be why CloudFront is refused. */
        readonly chain?: readonly Certificate[];
      }
    | { readonly kind: 'failed'; readonly as: HandshakeOutcome['kind'] };
};

export type HandshakeOutcome =
  | {
      readonly kind: 'completed';
      /** `TLSv1.3`, … */
      readonly protocol: string;
      readonly cipher: string;
      /** Wire order; bounded. */
      readonly chain: readonly Certificate[];
      readonly path: TrustPath;
      readonly clientCertificateRequested: boolean;
      /** Length of the TLS message that carries the chain. */
      readonly certificateBytes?: number;
      /** The group of the key exchange as OpenSSL names it, e.g. `prime256v1`; absent for static RSA. */
      readonly group?: string;
      /** Whether an OCSP response came with the chain; present only where it was asked for, which CloudFront is not known to do. */
      readonly stapled?: boolean;
      /** The server took 3DES, RC4 or SSLv3 and showed its chain; CloudFront could go on from there, we could not. */
      readonly byHand?: true;
    }
  /** Over http: the TCP connection opened; there is nothing to negotiate. */
  | { readonly kind: 'connected' }
  /** `code` is the alert number of RFC 8446 section 6, `description` its name. */
  | {
      readonly kind: 'alert';
      readonly code: number;
      readonly description: string;
      readonly chain?: readonly Certificate[];
      /** We gave up, not the server: it answered with a version below the lowest that CloudFront would accept. */
      readonly sentByUs?: true;
      /** The server had asked us for a certificate before. */
      readonly clientCertificateRequested?: true;
    }
  /** The answer is no TLS record; `firstBytes` is its first line, without secrets, as printable ASCII with `\xNN` escapes, at most 64 bytes of it. */
  | { readonly kind: 'not-tls'; readonly firstBytes: string }
  | {
      readonly kind: 'closed' | 'reset';
      readonly phase: HandshakePhase;
      /** The server had asked us for a certificate before. */
      readonly clientCertificateRequested?: true;
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timed-out'; readonly phase: HandshakePhase }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The address is private: CloudFront cannot reach it and we did not dial it. */
  | { readonly kind: 'not-dialled'; readonly reason: string }
  | {
      readonly kind: 'malformed';
      readonly what: string;
      /** The certificate, counted from 0 as sent, that cannot be read. */
      readonly unreadable?: number;
      /** Length of the TLS message that carries the chain, also where it announced itself too long to be read. */
      readonly certificateBytes?: number;
    };

/** All dials of one origin. */
export type Handshakes = { readonly dials: readonly Handshake[]; readonly omitted: readonly string[] };

/** What the origin answered to one request over a good connection. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly target: Target;
      readonly method: 'HEAD' | 'GET';
      readonly path: string;
      readonly status: number;
      /** Lower-case names, of those that tell who answered (`server`, `via`, `x-cache`, `location` with `?…` for its query, …); values bounded, control characters escaped. */
      readonly headers: Readonly<Record<string, string>>;
      readonly tookMs: number;
    }
  | {
      readonly kind: 'no-answer';
      readonly target: Target;
      readonly method: 'HEAD' | 'GET';
      readonly path: string;
      /** The connection ended with a TLS alert instead of an answer. */
      readonly alerted?: true;
      readonly how: 'timed-out' | 'closed' | 'reset' | 'malformed' | 'headers-too-large';
      readonly tookMs: number;
    };

/** What DNS says of the origin's domain name. */
export type Resolution =
  | {
      readonly kind: 'resolved';
      readonly name: string;
      /** Names that the look-up passed through, in order, without trailing dots; empty where there is no CNAME. */
      readonly cnames: readonly string[];
      /** At most 16. */
      readonly addresses: readonly string[];
      /** How many more addresses there were. */
      readonly cut: number;
    }
  /** NXDOMAIN or no address record; `at` is the name that does not exist (the end of the CNAME chain, perhaps). */
  | {
      readonly kind: 'not-found';
      readonly name: string;
      readonly cnames: readonly string[];
      readonly at: string;
      readonly why: 'no-such-name' | 'no-address';
      /** Asked for IPv4 alone, the name has none, and it does have these IPv6 addresses; at most 16. */
      readonly ipv6?: readonly string[];
    }
  /** SERVFAIL, REFUSED, time-out, …: `code` as `node:dns` names it, e.g. `ESERVFAIL`. */
  | {
      readonly kind: 'failing';
      readonly name: string;
      readonly code: string;
      /** The names that point at each other in a circle, in order, where that is why. */
      readonly circle?: readonly string[];
    };
