import type { AnchorName } from '../model/certificate.ts';
import { type ReadCertificate, readCertificate } from './certificate.ts';
import { attributesOf, nameKey } from './distinguished-name.ts';
import { outline } from './outline.ts';

/** What makes two certificates stand for the same authority: its name and its key, whoever signed them. */
export type Authority = { readonly subjectKey: string; readonly key: Buffer };

/**
 * One trust anchor. OpenSSL parses it when a chain first leads to its name: parsing all of Mozilla's takes several times
 * as long as taking their names.
 */
export class Anchor {
  readonly #der: Buffer;
  readonly #key: Buffer;
  #read: ReadCertificate | undefined;

  constructor(der: Buffer, key: Buffer) {
    this.#der = der;
    this.#key = key;
  }

  /** Undefined where OpenSSL cannot read it, as it would then not trust it either. */
  read(): ReadCertificate | undefined {
    this.#read ??= readCertificate(this.#der, []);
    return this.#read;
  }

  get name(): AnchorName {
    const { subject = '', fingerprint = '', notAfter = '' } = this.read()?.certificate ?? {};
    return { subject, fingerprint, notAfter };
  }

  hasKey(key: Buffer): boolean {
    return this.#key.equals(key);
  }
}

/** Trust anchors by the name of their subject. */
export class Anchors {
  readonly #bySubject = new Map<string, Anchor[]>();

  add(der: Buffer): void {
    const { subject, key } = outline(der);
    const subjectKey = nameKey(attributesOf(subject));
    this.#bySubject.set(subjectKey, [...this.named(subjectKey), new Anchor(der, key)]);
  }

  /** Anchors of that name, whatever their keys. */
  named(subjectKey: string): readonly Anchor[] {
    return this.#bySubject.get(subjectKey) ?? [];
  }

  /** The anchor that is the same authority, perhaps under another signature. */
  same({ subjectKey, key }: Authority): Anchor | undefined {
    return this.named(subjectKey).find((anchor) => anchor.hasKey(key));
  }
}

const PEM = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]+)-----END/g;

/**
 * Takes the trust anchors' names out of their PEM, to be done once; each text may hold several. Throws an `Error` that says which
 * text is not PEM or not a certificate.
 */
export function parseAnchors(pems: readonly string[]): Anchors {
  const anchors = new Anchors();
  for (const [index, pem] of pems.entries()) {
    const ders = [...pem.matchAll(PEM)].map(([, body = '']) => Buffer.from(body, 'base64'));
    if (ders.length === 0) throw new Error(`trust anchor ${index + 1} of ${pems.length} is no certificate in PEM`);
    try {
      for (const der of ders) anchors.add(der);
    } catch (cause) {
      throw new Error(`trust anchor ${index + 1} of ${pems.length} is malformed`, { cause });
    }
  }
  return anchors;
}
