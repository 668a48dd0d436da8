import type { X509Certificate } from 'node:crypto';
import { type Anchor, type Anchors, type Authority, authorityOf } from './anchors.ts';
import { verifies } from './certificate.ts';

/** A certificate of the chain with what links it to others. */
export type Link = Authority & { readonly x509: X509Certificate; readonly issuerKey: string };

/** Signatures checked for one chain. A real one needs less than ten; a hostile one can ask for thousands. */
const MAX_SIGNATURES = 128;

/** Who issued whom in one chain: each signature is checked at most once, and only where the names agree. */
export class Links {
  readonly #links: readonly Link[];
  readonly #checked = new Map<string, boolean>();
  #signatures = 0;

  constructor(chain: readonly X509Certificate[]) {
    this.#links = chain.map((x509) => ({ ...authorityOf(x509.raw), x509 }));
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
    const link = this.at(index);
    const named = [...this.#links.keys()].filter((at) => at !== index && this.at(at)?.subjectKey === link?.issuerKey);
    const inOrder = [...named.filter((at) => at > index), ...named.filter((at) => at < index)];
    return inOrder.filter((at) => this.#issued(index, at));
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

  /** OpenSSL compares names, key identifiers and key usage. https://docs.openssl.org/3.5/man3/X509_check_issued/ */
  #issued(index: number, issuer: number): boolean {
    const [child, parent] = [this.at(index)?.x509, this.at(issuer)?.x509];
    return child !== undefined && parent !== undefined && child.checkIssued(parent) && this.#signed(index, issuer);
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
