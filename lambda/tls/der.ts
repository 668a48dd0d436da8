/** The bytes are not the DER they should be. */
export class MalformedDer extends Error {
  override readonly name = 'MalformedDer';
}

/** Tags of ASN.1 that certificates use. https://www.itu.int/rec/T-REC-X.680 */
export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const OBJECT_IDENTIFIER = 0x06;
export const UTC_TIME = 0x17;
export const BMP_STRING = 0x1e;
export const UNIVERSAL_STRING = 0x1c;
export const UTF8_STRING = 0x0c;
export const SEQUENCE = 0x30;

/** One value: its tag, what it holds, and the whole of it with tag and length. */
export type Element = { readonly tag: number; readonly contents: Buffer; readonly raw: Buffer };

/** The value that begins at `at`. Throws `MalformedDer`. */
export function elementAt(bytes: Buffer, at = 0): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new MalformedDer('no value here');
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const start = at + 2 + lengthBytes;
  if (first === 0x80 || lengthBytes > 4 || start > bytes.length) throw new MalformedDer('no definite length');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  if (start + length > bytes.length) throw new MalformedDer('a value that breaks off');
  return { tag, contents: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

/** The values within `contents`, one after the other. Throws `MalformedDer` at the one that is broken. */
export function* elements(contents: Buffer): Generator<Element> {
  for (let at = 0; at < contents.length; ) {
    const element = elementAt(contents, at);
    yield element;
    at += element.raw.length;
  }
}

/** The next value of a sequence, which must be there. Throws `MalformedDer`. */
export function next(values: Iterator<Element>): Element {
  const { value, done } = values.next();
  if (done) throw new MalformedDer('a value is missing');
  return value;
}

/** An object identifier in dotted form, e.g. `2.5.4.3`; arcs beyond 2^53 lose their last digits. */
export function dotted(contents: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of contents) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(Math.floor(arc / 40), 2));
    arcs.push(arcs.length === 1 ? arc - (arcs[0] ?? 0) * 40 : arc);
    arc = 0;
  }
  return arcs.join('.');
}
