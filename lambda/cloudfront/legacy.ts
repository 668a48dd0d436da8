import { CIPHERS } from './client-hello.ts';

/** A ClientHello that CloudFront's offer contains and OpenSSL cannot send: numbers as on the wire. */
export type LegacyOffer = { readonly version: number; readonly suites: readonly number[] };

const SSL_3 = 0x0300;
const TLS_1_2 = 0x0303;

/**
 * CloudFront still offers these two, last, in every version below TLS 1.3.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
 */
const LEGACY_SUITES = new Map([
  [0x000a, 'DES-CBC3-SHA'],
  [0x0004, 'RC4-MD5'],
]);

/** SSLv3 knows no key exchange but static RSA of those that CloudFront has, and no hash but SHA-1 and MD5. */
const SSL_3_SUITES = new Map([[0x002f, 'AES128-SHA'], [0x0035, 'AES256-SHA'], ...LEGACY_SUITES]);

/** Versions in rising order, as `OriginSslProtocols` and the evidence name them. */
const VERSIONS: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/**
 * What is left to be asked by hand. SSLv3 comes first where it is listed: CloudFront sends nothing else then.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export function legacyOffers(sslProtocols: readonly string[]): LegacyOffer[] {
  const tls: LegacyOffer = { version: TLS_1_2, suites: [...LEGACY_SUITES.keys()] };
  return sslProtocols.includes('SSLv3') ? [{ version: SSL_3, suites: [...SSL_3_SUITES.keys()] }, tls] : [tls];
}

/** OpenSSL's name of a suite that is offered by hand; undefined for any other. */
export function legacyCipher(suite: number): string | undefined {
  return SSL_3_SUITES.get(suite);
}

/** Whether CloudFront's offer to an origin with these `OriginSslProtocols` has this version and this cipher. */
export function isOffered(sslProtocols: readonly string[], protocol: string, cipher: string): boolean {
  const lowest = VERSIONS.find((version) => sslProtocols.includes(version)) ?? 'TLSv1.2';
  const isHighEnough = VERSIONS.indexOf(protocol) >= VERSIONS.indexOf(lowest);
  return isHighEnough && (CIPHERS.includes(cipher) || [...LEGACY_SUITES.values()].includes(cipher));
}
