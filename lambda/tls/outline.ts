import { BOOLEAN, dotted, type Element, elementAt, elements, MalformedDer, next, SEQUENCE, UTC_TIME } from './der.ts';

/** The parts of a certificate that `node:crypto` does not hand out, or hands out as prose; each is read when asked for. */
export type Outline = {
  /** Whether it is of version 1, which has no extensions. */
  readonly isFirstVersion: boolean;
  /** The AlgorithmIdentifier of the signature. */
  readonly signature: Buffer;
  /** DER of the names, with tag and length. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** DER of the SubjectPublicKeyInfo. */
  readonly key: Buffer;
  /** Two times. */
  readonly validity: Buffer;
  /** What follows the key: extensions, and identifiers that nobody uses. */
  readonly rest: readonly Element[];
};

/** Context tags of TBSCertificate. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** More extensions than any certificate carries. */
const MAX_EXTENSIONS = 64;

/** Takes a certificate apart. Throws `MalformedDer`, also where something follows it. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function outline(der: Buffer): Outline {
  const whole = elementAt(der);
  if (whole.tag !== SEQUENCE || whole.raw.length !== der.length) throw new MalformedDer('not one certificate');
  const fields = elements(elementAt(whole.contents).contents);
  const isFirstVersion = next(fields).tag !== VERSION;
  if (!isFirstVersion) next(fields);
  const signature = next(fields).contents;
  const issuer = next(fields).raw;
  const validity = next(fields).contents;
  const subject = next(fields).raw;
  const key = next(fields).raw;
  return { isFirstVersion, signature, issuer, validity, subject, key, rest: [...fields] };
}

/** From when and until when it is valid, ISO 8601 in UTC. Throws `MalformedDer`. */
export function validityOf({ validity }: Outline): { readonly notBefore: string; readonly notAfter: string } {
  const times = elements(validity);
  return { notBefore: timeOf(next(times)), notAfter: timeOf(next(times)) };
}

/** The contents of each extension's OCTET STRING, by dotted identifier. Throws `MalformedDer`. */
export function extensionsOf(parts: Outline): ReadonlyMap<string, Buffer> {
  return new Map([...extensions(parts)].map(({ id, contents }) => [id, contents]));
}

/** The dotted identifiers of those extensions that a client must refuse if it does not know them. Throws `MalformedDer`. */
export function criticalExtensionsOf(parts: Outline): string[] {
  return [...extensions(parts)].filter(({ isCritical }) => isCritical).map(({ id }) => id);
}

type Extension = { readonly id: string; readonly isCritical: boolean; readonly contents: Buffer };

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function* extensions({ rest }: Outline): Generator<Extension> {
  const field = rest.find(({ tag }) => tag === EXTENSIONS);
  const all = field ? elements(elementAt(field.contents).contents) : [];
  let count = 0;
  for (const extension of all) {
    if (count >= MAX_EXTENSIONS) return;
    count += 1;
    const parts = elements(extension.contents);
    const id = dotted(next(parts).contents);
    const others = [...parts];
    const isCritical = others.some(({ tag, contents }) => tag === BOOLEAN && contents[0] !== 0);
    yield { id, isCritical, contents: others.at(-1)?.contents ?? Buffer.alloc(0) };
  }
}

/** What follows the year; also the forms without seconds or with an offset, which old certificates have. */
const REST = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(?:Z|([+-]\d{2})(\d{2}))$/;

/** UTCTime or GeneralizedTime. Two digits of a year stand for 1950 to 2049. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.1 */
function timeOf({ tag, contents }: Element): string {
  const text = contents.toString('latin1', 0, 32);
  const digits = text.slice(0, tag === UTC_TIME ? 2 : 4);
  const [whole, month, day, hour, minute, second = '00', ...zone] = REST.exec(text.slice(digits.length)) ?? [];
  const year = tag === UTC_TIME ? `${Number(digits) < 50 ? '20' : '19'}${digits}` : digits;
  const offset = zone[0] === undefined ? 'Z' : zone.join(':');
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (whole === undefined || Number.isNaN(at)) throw new MalformedDer('no time');
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
