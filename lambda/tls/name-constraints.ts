import { type Element, elementAt, elements, next } from './der.ts';
import { attributesOf, nameKey } from './distinguished-name.ts';
import { escapeText } from './text.ts';

/** A name, or the base of a subtree of names, made ready to be compared. */
export type Comparable = {
  readonly tag: number;
  readonly bytes: Buffer;
  /** Of a DNS name: lower case. */
  readonly text: string;
  /** Of a directory name: its parts, general to specific. */
  readonly parts: readonly string[];
};

/** Subtrees of names that an authority may issue for, and may not. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
export type NameConstraints = { readonly permitted: readonly Comparable[]; readonly excluded: readonly Comparable[] };

/** Context tags of GeneralName, https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6, and of NameConstraints. */
const DNS_NAME = 0x82;
const DIRECTORY_NAME = 0xa4;
const IP_ADDRESS = 0x87;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;

/** More subtrees and names than any certificate has. */
const MAX_READ = 20_000;

/** Reads the extension. Throws `MalformedDer`. */
export function nameConstraintsOf(extension: Buffer): NameConstraints {
  const fields = [...elements(elementAt(extension).contents)].slice(0, 2);
  const bases = (wanted: number) => subtrees(fields.find(({ tag }) => tag === wanted));
  return { permitted: bases(PERMITTED), excluded: bases(EXCLUDED) };
}

function subtrees(field: Element | undefined): Comparable[] {
  const found: Comparable[] = [];
  for (const subtree of field ? elements(field.contents) : []) {
    if (found.length < MAX_READ) found.push(comparable(next(elements(subtree.contents))));
  }
  return found;
}

/** The names of a certificate as constraints see them: those of the SAN extension, and its subject unless that is empty. Throws `MalformedDer`. */
export function constrainedNames(subject: Buffer, alternativeNames: Buffer | undefined): Comparable[] {
  const names: Comparable[] = [];
  for (const name of alternativeNames ? elements(elementAt(alternativeNames).contents) : []) {
    if (names.length < MAX_READ) names.push(comparable(name));
  }
  const isEmpty = elementAt(subject).contents.length === 0;
  return isEmpty ? names : [...names, comparable({ tag: DIRECTORY_NAME, contents: subject, raw: subject })];
}

function comparable({ tag, contents }: Element): Comparable {
  const text = tag === DNS_NAME ? contents.toString('latin1', 0, 1024).toLowerCase() : '';
  const parts = tag === DIRECTORY_NAME ? attributesOf(contents).map((part) => nameKey([part])) : [];
  return { tag, bytes: contents, text, parts };
}

/**
 * The first name that the constraints do not allow, in words; undefined where they allow all. Mail addresses and URIs are
 * not looked at; constraints on any other kind refuse every name of that kind, as OpenSSL does.
 */
export function disallowedName(names: readonly Comparable[], constraints: NameConstraints): string | undefined {
  const { permitted, excluded } = constraints;
  const refused = names.find((name) => {
    const within = (base: Comparable) => base.tag === name.tag && isWithin(name, base);
    const isBound = !IGNORED.includes(name.tag) && permitted.some(({ tag }) => tag === name.tag);
    return excluded.some(within) || (isBound && !permitted.some(within)) || isOdd(name, excluded);
  });
  return refused && inWords(refused);
}

/** rfc822Name and uniformResourceIdentifier: no business of a TLS server. */
const IGNORED: readonly number[] = [0x81, 0x86];
const COMPARED: readonly number[] = [DNS_NAME, DIRECTORY_NAME, IP_ADDRESS];

function isOdd({ tag }: Comparable, excluded: readonly Comparable[]): boolean {
  return ![...IGNORED, ...COMPARED].includes(tag) && excluded.some((base) => base.tag === tag);
}

function isWithin(name: Comparable, base: Comparable): boolean {
  if (name.tag === DNS_NAME) return isBelow(name.text, base.text);
  if (name.tag === IP_ADDRESS) return isInRange(name.bytes, base.bytes);
  return name.tag === DIRECTORY_NAME && base.parts.every((part, at) => part === name.parts[at]);
}

/** `host.example.com` and `example.com` are within `example.com`; only the former within `.example.com`. */
function isBelow(name: string, base: string): boolean {
  if (base === '' || name === base) return true;
  return name.endsWith(base.startsWith('.') ? base : `.${base}`);
}

/** The base is an address and a mask. */
function isInRange(address: Buffer, base: Buffer): boolean {
  const { length } = address;
  if (base.length !== length * 2) return false;
  return address.every((byte, at) => ((byte ^ (base[at] ?? 0)) & (base[length + at] ?? 0)) === 0);
}

function inWords({ tag, bytes }: Comparable): string {
  if (tag === DIRECTORY_NAME) return 'its subject';
  if (tag !== DNS_NAME && tag !== IP_ADDRESS) return 'a name of an unusual kind';
  if (tag === IP_ADDRESS) return bytes.length === 4 ? bytes.join('.') : bytes.toString('hex', 0, 16);
  return escapeText(bytes.toString('latin1', 0, 254), 80);
}
