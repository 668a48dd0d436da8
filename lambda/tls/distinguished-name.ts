import { BMP_STRING, dotted, type Element, elementAt, elements, next, UNIVERSAL_STRING, UTF8_STRING } from './der.ts';
import { escapeText } from './text.ts';

/** One part of a name, e.g. type `2.5.4.3` (CN), value `example.com`, unescaped. */
export type Attribute = { readonly type: string; readonly value: string };

/** Short names. https://www.rfc-editor.org/rfc/rfc4514#section-3, and what OpenSSL prints for the others */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

const COMMON_NAME = '2.5.4.3';

/** More parts than any name has, and the longest of them that is kept. RFC 5280's own bound is 64 characters for most. */
const MAX_ATTRIBUTES = 32;
const MAX_VALUE = 512;

/** The longest line that a name makes. */
const MAX_LINE = 256;

/** The parts of a Name in the order encoded, general to specific. Throws `MalformedDer`. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4 */
export function attributesOf(name: Buffer): Attribute[] {
  const found: Attribute[] = [];
  for (const set of elements(elementAt(name).contents)) {
    for (const pair of elements(set.contents)) {
      if (found.length >= MAX_ATTRIBUTES) return found;
      const parts = elements(pair.contents);
      found.push({ type: dotted(next(parts).contents), value: textOf(next(parts)) });
    }
  }
  return found;
}

/** One line for a reader, specific to general as RFC 4514 has it: `CN=example.com, O=Example`. Escaped, at most 256 characters. */
export function nameLine(attributes: readonly Attribute[]): string {
  const parts = attributes.map(
    ({ type, value }) => `${SHORT_NAMES[type] ?? type}=${value.replace(/[\\,+"]/g, '\\$&')}`,
  );
  return escapeText(parts.reverse().join(', '), MAX_LINE);
}

/** The most specific common name, unescaped. */
export function commonNameOf(attributes: readonly Attribute[]): string | undefined {
  return attributes.findLast(({ type }) => type === COMMON_NAME)?.value;
}

/** The same for two names that X.509 calls equal: encodings, case and runs of spaces do not count. https://www.rfc-editor.org/rfc/rfc5280#section-7.1 */
export function nameKey(attributes: readonly Attribute[]): string {
  const parts = attributes.map(({ type, value }) => [type, value.trim().replace(/\s+/g, ' ').toLowerCase()]);
  return JSON.stringify(parts);
}

function textOf({ tag, contents }: Element): string {
  const bytes = contents.subarray(0, MAX_VALUE * 4);
  return decode(tag, bytes).slice(0, MAX_VALUE);
}

function decode(tag: number, bytes: Buffer): string {
  if (tag === UTF8_STRING) return bytes.toString('utf8');
  if (tag === BMP_STRING)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  if (tag === UNIVERSAL_STRING) return codePoints(bytes);
  return bytes.toString('latin1');
}

function codePoints(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = bytes.readUInt32BE(at);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  }
  return text;
}
