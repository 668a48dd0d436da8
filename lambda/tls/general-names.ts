import { dotted, type Element, elementAt, elements, OBJECT_IDENTIFIER } from './der.ts';
import { patternCovers } from './names.ts';
import { escapeText } from './text.ts';

/** Extensions. https://www.rfc-editor.org/rfc/rfc5280#section-4.2 */
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const AUTHORITY_INFORMATION_ACCESS = '1.3.6.1.5.5.7.1.1';
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

/** Context tags of GeneralName. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6 */
const DNS_NAME = 0x82;
const URI = 0x86;
const IP_ADDRESS = 0x87;

/** Names kept of one certificate, of each kind. */
export const MAX_NAMES = 256;

/** Longer is no name: DNS allows 253. What is cut matches nothing, since the mark of the cut is no letter of DNS. */
const MAX_NAME = 255;

/** The longest URL that is kept. */
const MAX_URL = 512;

/** The names a certificate carries, beside its subject. */
export type AlternativeNames = {
  /** At most 256, those that cover a wanted name first. */
  readonly dnsNames: readonly string[];
  readonly dnsNameCount: number;
  readonly ipAddresses: readonly string[];
};

type Extensions = ReadonlyMap<string, Buffer>;

/** Reads the SAN extension. Names that cover one of `wanted` are kept whatever their place. Throws `MalformedDer`. */
export function alternativeNames(extensions: Extensions, wanted: readonly string[]): AlternativeNames {
  const relevant: string[] = [];
  const others: string[] = [];
  const ipAddresses: string[] = [];
  let dnsNameCount = 0;
  for (const { tag, contents } of sequence(extensions.get(SUBJECT_ALTERNATIVE_NAME))) {
    if (tag === IP_ADDRESS && ipAddresses.length < MAX_NAMES) ipAddresses.push(addressOf(contents));
    if (tag !== DNS_NAME) continue;
    dnsNameCount += 1;
    const name = escapeText(contents.toString('latin1', 0, MAX_NAME + 1), MAX_NAME);
    const kept = wanted.some((one) => patternCovers(name, one)) ? relevant : others;
    if (kept.length < MAX_NAMES) kept.push(name);
  }
  return { dnsNames: [...relevant, ...others].slice(0, MAX_NAMES), dnsNameCount, ipAddresses };
}

/** Where the issuer's certificate can be had over HTTP, if the certificate says so. Throws `MalformedDer`. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1 */
export function issuerUrl(extensions: Extensions): string | undefined {
  for (const description of sequence(extensions.get(AUTHORITY_INFORMATION_ACCESS))) {
    const [method, location] = [...elements(description.contents)];
    if (method?.tag !== OBJECT_IDENTIFIER || location?.tag !== URI) continue;
    const url = location.contents.toString('latin1', 0, MAX_URL + 1);
    if (dotted(method.contents) === CA_ISSUERS && /^https?:\/\//i.test(url)) return escapeText(url, MAX_URL);
  }
  return undefined;
}

function sequence(extension: Buffer | undefined): Iterable<Element> {
  return extension ? elements(elementAt(extension).contents) : [];
}

function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return `(${bytes.length} bytes)`;
  return bytes.toString('hex').replace(/(.{4})(?=.)/g, '$1:');
}
