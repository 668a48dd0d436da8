import type { X509Certificate } from 'node:crypto';
import type { Anchor, Anchors, Authority } from './anchors.ts';
import { verifies } from './certificate.ts';
import { attributesOf, nameKey } from './distinguished-name.ts';
import { keyIdsAgree } from './key-id.ts';
import { type Limits, limitsOf } from './limits.ts';
import { outline } from './outline.ts';
import { isKnownSignature, signatureName } from './signature-name.ts';

/** A certificate of the chain with what links it to others, and what it may be used for. */
export type Link = Authority & {
  readonly x509: X509Certificate;
  readonly issuerKey: string;
  readonly limits: Limits;
  /** Algorithm of the signature on it. */
  readonly signature: string;
};

function linkOf(x509: X509Certificate): Link {
  const parts = outline(x509.raw);
  const { subject, issuer, key } = parts;
  const names = { subjectKey: nameKey(attributesOf(subject)), issuerKey: nameKey(attributesOf(issuer)) };
  return { ...names, key, x509, limits: limitsOf(parts), signature: signatureName(parts.signature) };
}

/** Signatures checked for one chain. A real one needs less than ten; a hostile one can ask for thousands. */
const MAX_SIGNATURES = 128;

/** Who issued whom in one chain: each signature is checked at most once, and only where the names agree. */
export class Links {
  readonly #links: readonly Link[];
  readonly #checked = new Map<string, boolean>();
  #signatures = 0;

  constructor(chain: readonly X509Certificate[]) {
    this.#links = chain.map(linkOf);
  }

  at(index: number): Link | undefined {
    return this.#links[index];
  }

  /** Whether the certificate bears its own name as issuer and its own signature. */
  signedItself(index: number): boolean {
    const link = this.at(index);
    return link?.subjectKey === link?.issuerKey && this.#signed(index, index);
  }

  /** Certificates that the one at `index` names as issuer and that signed it; those sent after it first. */
  issuersOf(index: number): number[] {
    return this.#named(index).filter((at) => this.#issued(index, at));
  }

  /** Whether one that bears the issuer's name and the identifier of its key did not make the signature, one of a known kind. */
  isForged(index: number, anchors: Anchors): boolean {
    const link = this.at(index);
    if (!link || !isKnownSignature(link.signature)) return false;
    const inChain = this.#named(index).flatMap((at) => this.at(at)?.x509 ?? []);
    const trusted = anchors.named(link.issuerKey).flatMap((anchor) => anchor.read()?.x509 ?? []);
    const claimed = [...inChain, ...trusted].filter((x509) => x509.ca && keyIdsAgree(link.x509.raw, x509.raw));
    return claimed.length > 0 && claimed.every((x509) => this.#spend() && !verifies(link.x509, x509));
  }

  /** Others that bear the name of the issuer; those sent after it first, authorities before others. */
  #named(index: number): number[] {
    const link = this.at(index);
    const named = [...this.#links.keys()].filter((at) => at !== index && this.at(at)?.subjectKey === link?.issuerKey);
    const inOrder = [...named.filter((at) => at > index), ...named.filter((at) => at < index)];
    return inOrder.toSorted((a, b) => Number(this.at(b)?.x509.ca) - Number(this.at(a)?.x509.ca));
  }

  /** Anchors that the certificate at `index` names as issuer and that signed it. */
  anchorsOf(index: number, anchors: Anchors): Anchor[] {
    const link = this.at(index);
    if (!link) return [];
    return anchors.named(link.issuerKey).filter((anchor) => {
      const x509 = anchor.read()?.x509;
      return x509 !== undefined && link.x509.checkIssued(x509) && this.#spend() && verifies(link.x509, x509);
    });
  }

  /**
   * OpenSSL compares names, key identifiers and key usage (https://docs.openssl.org/3.5/man3/X509_check_issued/). A key usage
   * that leaves out signing is a fault of the path that is told by name; it does not hide who signed.
   */
  #issued(index: number, issuer: number): boolean {
    const [child, parent] = [this.at(index)?.x509, this.at(issuer)?.x509];
    if (child === undefined || parent === undefined) return false;
    return (child.checkIssued(parent) || keyIdsAgree(child.raw, parent.raw)) && this.#signed(index, issuer);
  }

  #signed(index: number, issuer: number): boolean {
    const pair = `${index} ${issuer}`;
    const known = this.#checked.get(pair);
    if (known !== undefined) return known;
    const [child, parent] = [this.at(index)?.x509, this.at(issuer)?.x509];
    const signed = child !== undefined && parent !== undefined && this.#spend() && verifies(child, parent);
    this.#checked.set(pair, signed);
    return signed;
  }

  #spend(): boolean {
    this.#signatures += 1;
    return this.#signatures <= MAX_SIGNATURES;
  }
}
