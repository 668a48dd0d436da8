/** The code that viewers get from a fault; `open` where AWS documents none, or more than one, or where not CloudFront answers. */
type Decided = '502' | '504' | 'open';

/**
 * What viewers get where the name of the origin cannot be resolved, TLS fails, a certificate is expired, untrusted or for another
 * name, or a port refuses. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
const BAD_GATEWAY: readonly string[] = [
  'origin-name-unresolvable',
  'origin-dns-failing',
  's3-dotted-bucket-over-https',
  'listener-not-https',
  'ssl-policy-mismatch',
  'load-balancer-name-as-origin',
  'ec2-name-as-origin',
  'acm-caa-forbids',
  'acm-renewal-failed',
  'host-forwarded-to-load-balancer-without-certificate',
  'listener-certificate-missing-for-name',
  'listener-certificate-expired',
  'listener-certificate-for-another-name',
  'stored-chain-untrusted',
  'certificate-expired',
  'certificate-not-yet-valid',
  'intermediate-expired',
  'intermediate-not-yet-valid',
  'root-expired',
  'certificate-wrong-purpose',
  'path-length-exceeded',
  'name-constraints-violated',
  'critical-extension-unknown',
  'certificate-malformed',
  'certificate-signature-invalid',
  'certificate-self-signed',
  'chain-untrusted',
  'chain-incomplete',
  'certificate-name-mismatch',
  'chain-out-of-order',
  'origin-not-tls',
  'server-name-rejected',
  'protocol-mismatch',
  'cipher-mismatch',
  'group-mismatch',
  'certificate-key-unsupported',
  'signature-scheme-mismatch',
  'handshake-failed',
  'handshake-malformed',
  'port-refused',
];

/** Where the origin keeps silent or is not in the public internet. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html */
const GATEWAY_TIMEOUT: readonly string[] = ['load-balancer-internal', 'origin-address-private', 'origin-slow'];

/**
 * AWS's pages differ on packets that are dropped: a firewall is a cause of 504 on the one, a port that does not answer of 502 on
 * the other. A listener that is not there may mean either.
 */
const DROPPED: readonly string[] = [
  's3-website-over-https',
  'load-balancer-not-active',
  'listener-missing',
  'security-group-blocks-cloudfront',
  'instance-not-running',
  'instance-address-gone',
  'vpc-origin-not-deployed',
  'vpc-origin-unsupported',
  'port-unreachable',
];

/** What CloudFront does is documented, or seen, and the code is not. */
const UNDOCUMENTED: readonly string[] = [
  'load-balancer-without-ipv4',
  'origin-ipv6-only',
  'requests-come-back',
  'vpc-origin-under-aws-name',
  'origin-client-certificate-expired',
  'listener-asks-client-certificate',
  'api-gateway-demands-client-certificate',
  'client-certificate-required',
  'chain-too-large',
  'certificate-signature-weak',
  'certificate-revoked',
  'handshake-stalled',
  'handshake-cut',
  'connection-closed',
  'connection-reset',
  'answer-headers-too-large',
  'answer-malformed',
  'answer-cut',
];

/** Whoever is asked answers by itself, or code at the edge does: 502 for what it returns, 503 where it fails. */
const ANSWERED: readonly string[] = [
  'host-forwarded-to-api-gateway',
  'host-forwarded-to-function-url',
  'host-forwarded-to-media',
  'answered-by-something-else',
  'edge-function-failing',
  'no-healthy-targets',
  'listener-answers-fixed-response',
  'origin-answers-5xx',
  'load-balancer-counts-5xx',
  'redirect-loop',
  'only-unknown-hosts-fail',
];

/** Rules that tell of no failure. */
const NO_FAULT: readonly string[] = [
  'closed-to-us-open-to-cloudfront',
  'listener-redirects-to-distribution',
  'certificate-expiring',
  'certificate-not-renewing',
  'key-type-changed',
  'certificate-without-san',
  'certificate-sent-twice',
  'chain-with-extras',
  'staple-missing',
  'no-forward-secrecy',
  'old-protocol-only',
  'staging-takes-part',
  'error-told-as-success',
  'error-cached-long',
];

const giving = (code: Decided, ids: readonly string[]) => ids.map((id) => [id, code] as const);

/** By a rule's id; each rule has one. */
export const VIEWER_CODES: ReadonlyMap<string, Decided> = new Map([
  ...giving('502', BAD_GATEWAY),
  ...giving('504', GATEWAY_TIMEOUT),
  ...[DROPPED, UNDOCUMENTED, ANSWERED, NO_FAULT].flatMap((ids) => giving('open', ids)),
]);

/** The code that AWS documents for viewers of an origin with this fault (a rule's id); undefined where it documents none, or more than one. */
export function viewerCode(ruleId: string): '502' | '504' | undefined {
  const code = VIEWER_CODES.get(ruleId);
  return code === 'open' ? undefined : code;
}
