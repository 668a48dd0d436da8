import { domainToASCII } from 'node:url';
import type { Certificate } from '../model/certificate.ts';

/** What decides whether a certificate names a host. */
export type Named = Pick<Certificate, 'dnsNames' | 'commonName' | 'ipAddresses' | 'dnsNameCount'>;

/**
 * Whether CloudFront's client would take the certificate for `name`: by its SAN, or by its common name where it has no
 * SAN at all. An address is never matched. https://www.rfc-editor.org/rfc/rfc9525#section-6.3 and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export function covers(certificate: Named, name: string): boolean {
  const { dnsNames, dnsNameCount, ipAddresses, commonName } = certificate;
  if (dnsNameCount > 0 || ipAddresses.length > 0) return dnsNames.some((pattern) => patternCovers(pattern, name));
  return commonName !== undefined && patternCovers(commonName, name);
}

/**
 * Whether one name of a certificate covers `name`. A wildcard stands for one whole leftmost label; case does not count;
 * `name` may end in a dot and may be written in any script, the certificate's name may not.
 */
export function patternCovers(pattern: string, name: string): boolean {
  const wanted = hostOf(name);
  const offered = pattern.toLowerCase();
  if (wanted === undefined || !isHost(offered.replace(/^\*\./, ''))) return false;
  if (!offered.startsWith('*.')) return offered === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === offered.slice(1);
}

/** The names most like `wanted`: those that share the longest end with it first, then as they came. */
export function nearestNames(names: readonly string[], wanted: string, max = 3): string[] {
  const target = (hostOf(wanted) ?? wanted.toLowerCase()).split('.').reverse();
  const ranked = [...new Set(names)].map((name) => ({ name, shared: sharedLabels(name, target) }));
  return ranked
    .sort((a, b) => b.shared - a.shared)
    .slice(0, max)
    .map(({ name }) => name);
}

function sharedLabels(name: string, target: readonly string[]): number {
  const labels = name.toLowerCase().split('.').reverse();
  const differs = target.findIndex((label, index) => label !== labels[index]);
  return differs < 0 ? target.length : differs;
}

/** The name as DNS has it, lower case and in ASCII, without the dot at its end; undefined for what is no host name. */
function hostOf(name: string): string | undefined {
  const bare = name.replace(/\.$/, '').toLowerCase();
  const host = /[^\0-\x7f]/.test(bare) ? domainToASCII(bare) : bare;
  return isHost(host) ? host : undefined;
}

/** Labels of DNS between single dots; not an address, whose last label is a number. https://url.spec.whatwg.org/#ends-in-a-number-checker */
function isHost(name: string): boolean {
  const isDotted = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name);
  return isDotted && !/(^|\.)(\d+|0x[0-9a-f]*)$/.test(name);
}
