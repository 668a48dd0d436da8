import { GROUPS } from './client-hello.ts';

/** CloudFront's groups, as OpenSSL calls them in certificates and once they are agreed on. */
export const OFFERED_GROUPS: readonly string[] = [...GROUPS, 'prime256v1', 'secp384r1'];

/** The keys that AWS's page names. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
const LISTED = /^(RSA(-PSS)? (1024|2048|3072|4096)|EC prime256v1)$/;

/** Whether AWS names such a key, as `Certificate.key` tells it, among those that CloudFront takes. */
export function isListedKey(key: string): boolean {
  return LISTED.test(key);
}

/** Whether a key signs by EdDSA, for which CloudFront offers no scheme. https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c */
export function isEdwards(key: string): boolean {
  return key === 'Ed25519' || key === 'Ed448';
}

/**
 * Whether CloudFront's offer leaves no use for a certificate with this key: EdDSA, or below TLS 1.3 a curve outside its groups,
 * which bind the certificate too. https://www.rfc-editor.org/rfc/rfc8422#section-5.1.1
 */
export function isForeignKey(key: string, protocol: string): boolean {
  const [, curve] = /^EC (.+)$/.exec(key) ?? [];
  if (curve !== undefined) return protocol !== 'TLSv1.3' && !OFFERED_GROUPS.includes(curve);
  return isEdwards(key);
}
