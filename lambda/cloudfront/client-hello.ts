import type { SecureContextOptions, SecureVersion } from 'node:tls';

/**
 * Versions in rising order with the `OriginSslProtocols` value that stands for each. OpenSSL cannot speak SSLv3: where
 * it is listed, TLS 1.0 and everything above it is offered, and SSLv3 itself by hand to a server that refuses (`legacy.ts`). https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html
 */
const VERSIONS: readonly { readonly listed: string; readonly version: SecureVersion }[] = [
  { listed: 'SSLv3', version: 'TLSv1' },
  { listed: 'TLSv1', version: 'TLSv1' },
  { listed: 'TLSv1.1', version: 'TLSv1.1' },
  { listed: 'TLSv1.2', version: 'TLSv1.2' },
];

/**
 * Since November 2025 CloudFront speaks TLS 1.3 to every origin, whatever is listed.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
const HIGHEST: SecureVersion = 'TLSv1.3';

/**
 * In CloudFront's order of 2025, TLS 1.3 first. Left out, since OpenSSL no longer has them, and asked by hand: DES-CBC3-SHA, RC4-MD5 (`legacy.ts`).
 * https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c (CloudFront-Upstream-2025) and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
 */
export const CIPHERS: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  ...ofEitherKey('AES128-GCM-SHA256'),
  ...ofEitherKey('AES256-GCM-SHA384'),
  ...ofEitherKey('AES128-SHA256'),
  ...ofEitherKey('AES256-SHA384'),
  ...ofEitherKey('AES128-SHA'),
  ...ofEitherKey('AES256-SHA'),
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-SHA256',
  'AES128-SHA',
  'AES256-SHA',
];

/** CloudFront takes RSA 1024 and SHA-1, which OpenSSL's default level refuses. https://docs.openssl.org/3.5/man3/SSL_CTX_set_security_level/ */
export const SECURITY_LEVEL = '@SECLEVEL=0';

/** https://github.com/aws/s2n-tls/blob/main/tls/s2n_ecc_preferences.c */
export const GROUPS: readonly string[] = ['P-256', 'X25519', 'P-384'];

/** RSA-PSS, RSA PKCS#1, ECDSA, SHA-1 last, no EdDSA. https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c */
export const SIGNATURE_SCHEMES: readonly string[] = [
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'RSA+SHA256',
  'RSA+SHA384',
  'RSA+SHA512',
  'RSA+SHA224',
  'ECDSA+SHA256',
  'ECDSA+SHA384',
  'ECDSA+SHA512',
  'ECDSA+SHA224',
  'RSA+SHA1',
  'ECDSA+SHA1',
];

/** What CloudFront offers an origin, as options for `tls.createSecureContext`. */
export type ClientHello = Required<
  Pick<SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve' | 'sigalgs'>
> & {
  /** Asks for an OCSP staple as well; never of CloudFront's own offer, as far as is known. */
  readonly requestOCSP?: true;
};

/**
 * What CloudFront offers an origin with these `OriginSslProtocols`: the lowest listed is the minimum, everything above
 * it up to TLS 1.3 comes with it. Unknown values do not count; where none is known the minimum is TLS 1.2.
 */
export function clientHello(sslProtocols: readonly string[]): ClientHello {
  return {
    minVersion: VERSIONS.find(({ listed }) => sslProtocols.includes(listed))?.version ?? 'TLSv1.2',
    maxVersion: HIGHEST,
    ciphers: [...CIPHERS, SECURITY_LEVEL].join(':'),
    ecdhCurve: GROUPS.join(':'),
    sigalgs: SIGNATURE_SCHEMES.join(':'),
  };
}

function ofEitherKey(cipher: string): string[] {
  return [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`];
}
