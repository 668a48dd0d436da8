import type { Certificate, TrustPath } from './certificate.ts';
import type { FoundBy } from './whereabouts.ts';

/** An application, network, gateway or classic load balancer found behind an origin's name. */
export type LoadBalancer = {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly region: string;
  readonly accountId: string;
  readonly type: 'application' | 'network' | 'gateway' | 'classic';
  readonly scheme: 'internet-facing' | 'internal';
  /** `active`, `provisioning`, `active_impaired`, `failed`. */
  readonly state: string;
  /** `ipv4`, `dualstack`, `dualstack-without-public-ipv4`. */
  readonly addressType: string;
  /** Ids; at most 16. Empty for a network load balancer without any. */
  readonly securityGroups: readonly string[];
  /** Absent where its own DNS name is the origin's, or on the way from it. */
  readonly foundBy?: FoundBy;
  /** The role through which it was read, where it is in another account. */
  readonly assumedRole?: string;
};

/** What listens on the port that CloudFront dials. */
export type ListenerState =
  | { readonly kind: 'found'; readonly listener: Listener }
  /** Nothing listens on `port`; `others` are the listeners that exist. */
  | {
      readonly kind: 'missing';
      readonly port: number;
      readonly others: readonly { readonly port: number; readonly protocol: string }[];
    };

export type Listener = {
  readonly arn: string;
  readonly port: number;
  /** `HTTP HTTPS TCP TLS UDP TCP_UDP …` */
  readonly protocol: string;
  readonly sslPolicy?: string;
  /** Default certificate first, each ARN once. `alsoListed`: the default one stands in the list that SNI chooses from, too. */
  readonly certificates: readonly { readonly arn: string; readonly isDefault: boolean; readonly alsoListed?: true }[];
  /** Why `certificates` is not the whole list; absent where it is. `permission` is the IAM action that would lift it. */
  readonly certificatesCut?: { readonly reason: string; readonly permission?: string };
  /** `off`, `passthrough`, `verify`. */
  readonly mutualAuthentication: string;
  /** With `verify`: a client certificate that has expired is let in all the same. */
  readonly ignoresClientExpiry?: true;
  /** What becomes of a request that no rule of the listener takes. Absent where AWS told none. */
  readonly defaultAction?: ListenerAction;
};

/** The last of a rule's actions, which makes the answer. Words are AWS's, placeholders such as `#{host}` included. */
export type ListenerAction =
  /** ARNs of the target groups that get requests; at most 5. */
  | { readonly kind: 'forward'; readonly to: readonly string[] }
  | {
      readonly kind: 'redirect';
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
    }
  | { readonly kind: 'fixed-response'; readonly status: number };

/**
 * A certificate as ACM describes it, or as IAM holds it. Times are ISO 8601 in UTC.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
 */
export type ManagedCertificate = {
  readonly arn: string;
  /** Of the load balancer; IAM's certificates have none of their own. */
  readonly region: string;
  /** Who keeps it; ACM where absent. IAM has no states and never renews: `status` is then `ISSUED` whatever the date. */
  readonly store?: 'iam';
  /** `PENDING_VALIDATION ISSUED INACTIVE EXPIRED VALIDATION_TIMED_OUT REVOKED FAILED` */
  readonly status: string;
  /** `IMPORTED AMAZON_ISSUED PRIVATE`; `UPLOADED` in IAM. */
  readonly type: string;
  readonly domainName: string;
  /** Subject alternative names, the domain name among them; at most 100. */
  readonly names: readonly string[];
  /** Hex, upper case, no colons: comparable with `Certificate.serial`. */
  readonly serial?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly keyAlgorithm?: string;
  /** e.g. `SHA256WITHRSA`. */
  readonly signatureAlgorithm?: string;
  readonly inUseBy: readonly string[];
  readonly failureReason?: string;
  readonly renewalEligible?: boolean;
  readonly renewal?: Renewal;
  /** Records that prove control of each name, from the renewal where there is one, else from the request. */
  readonly validation: readonly ValidationRecord[];
  /** What CAA records say of its names, at most five; looked up only where ACM gives them as its reason. */
  readonly caa?: readonly CaaPolicy[];
};

/** Which authorities may issue for a name, by the CAA records in public DNS. https://www.rfc-editor.org/rfc/rfc8659 */
export type CaaPolicy = {
  /** As on the certificate, `*.` and all. */
  readonly name: string;
  /** The name or the nearest one above it that has such records; absent where none has. */
  readonly at?: string;
  /** Values of the records of each kind, as written and bounded, at most eight. */
  readonly issue: readonly string[];
  readonly issueWild: readonly string[];
  /** Why it is not known, as `node:dns` names it. */
  readonly unknown?: string;
};

export type Renewal = {
  /** `PENDING_AUTO_RENEWAL PENDING_VALIDATION SUCCESS FAILED` */
  readonly status: string;
  readonly reason?: string;
  readonly updatedAt?: string;
};

export type ValidationRecord = {
  readonly domain: string;
  /** `PENDING_VALIDATION SUCCESS FAILED` */
  readonly status: string;
  /** `DNS EMAIL HTTP` */
  readonly method: string;
  /** The CNAME that ACM wants to see in public DNS. */
  readonly record?: { readonly name: string; readonly type: string; readonly value: string };
  /** What public DNS holds under that name, looked up by us: `other` is another value, `unknown` an unanswered look-up. */
  readonly published?: 'yes' | 'no' | 'other' | 'unknown';
};

/** A certificate with its chain as ACM or IAM keeps it, leaf first, judged as if it had been served. */
export type StoredChain = { readonly arn: string; readonly chain: readonly Certificate[]; readonly path: TrustPath };

/** What the listener's certificates are to the last byte: asked where the wire does not tell. At most five. */
export type Stored = {
  /** `undialled`: no connection came about. `stranger`: what was served is none of the listener's certificates. */
  readonly why: 'undialled' | 'stranger';
  readonly chains: readonly StoredChain[];
};

/** Certificates of the load balancer's region that could be attached instead. */
export type Candidates = {
  readonly region: string;
  /** ISSUED, in date, publicly trusted, and covering a name that the origin is dialled with; best first. */
  readonly certificates: readonly {
    readonly arn: string;
    readonly names: readonly string[];
    readonly notAfter?: string;
  }[];
  /** Whether the search stopped before the end of the account's list. */
  readonly cut: boolean;
};
