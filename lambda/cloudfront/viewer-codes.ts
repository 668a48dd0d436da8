/**
 * What viewers get where a handshake fails, a port refuses or a name has no address.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
const BAD_GATEWAY: readonly string[] = [
  'origin-name-unresolvable',
  'origin-dns-failing',
  'listener-not-https',
  'load-balancer-name-as-origin',
  'acm-renewal-failed',
  'listener-certificate-missing-for-name',
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
  'signature-scheme-mismatch',
  'handshake-failed',
  'port-refused',
];

/** Where the origin keeps silent or is not in the public internet. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html */
const GATEWAY_TIMEOUT: readonly string[] = ['origin-address-private', 'origin-slow'];

/** The code that AWS documents for viewers of an origin with this fault (a rule's id); undefined where it documents none, or more than one. */
export function viewerCode(ruleId: string): '502' | '504' | undefined {
  if (BAD_GATEWAY.includes(ruleId)) return '502';
  return GATEWAY_TIMEOUT.includes(ruleId) ? '504' : undefined;
}
