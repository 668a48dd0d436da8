import type { X509Certificate } from 'node:crypto';
import type { TrustPath } from '../model/certificate.ts';
import type { Anchor, Anchors } from './anchors.ts';
import { readCertificate } from './certificate.ts';
import { faultsOfPath, type Placed } from './constraints.ts';
import { type Link, Links } from './links.ts';

export { type Anchors, parseAnchors } from './anchors.ts';

type Trusted = Extract<TrustPath, { kind: 'trusted' }>;
type Failed = Exclude<TrustPath, Trusted>;

/** Why one way up led nowhere; `length` is how many certificates it passed. */
type DeadEnd = { readonly path: Failed; readonly length: number; readonly atRoot: boolean };

/** Bounds that no real chain comes near: certificates of a path, paths told, steps of the search. */
const MAX_LENGTH = 12;
const MAX_PATHS = 16;
const MAX_STEPS = 1000;

/**
 * Whether signatures lead from the leaf, which is the first of the chain, to an anchor, through the certificates sent in
 * whatever order. Every path is told, within bounds, with what stands against it beside dates. https://www.rfc-editor.org/rfc/rfc4158#section-3
 */
export function findPath(chain: readonly X509Certificate[], anchors: Anchors): TrustPath {
  const search = new Search(new Links(chain), anchors);
  search.climb([0]);
  return search.result();
}

/** Climbs from the leaf by every way there is, depth first. */
class Search {
  readonly #links: Links;
  readonly #anchors: Anchors;
  readonly #paths: Trusted['paths'][number][] = [];
  readonly #deadEnds: DeadEnd[] = [];
  #steps = 0;

  constructor(links: Links, anchors: Anchors) {
    this.#links = links;
    this.#anchors = anchors;
  }

  /** Goes on from the last of `path` to whatever issued it. */
  climb(path: readonly number[]): void {
    const top = path.at(-1) ?? 0;
    const link = this.#links.at(top);
    this.#steps += 1;
    if (!link || this.#steps > MAX_STEPS || this.#paths.length >= MAX_PATHS) return;
    const own = this.#anchors.same(link);
    const reached = own ? [own] : this.#links.anchorsOf(top, this.#anchors);
    for (const anchor of reached) this.#paths.push(this.#reach(path, anchor, own !== undefined));
    if (own) return;
    const issuers = this.#links.issuersOf(top).filter((at) => this.#leadsOn(path, at));
    if (reached.length + issuers.length === 0 || path.length >= MAX_LENGTH) this.#deadEnds.push(this.#end(path, link));
    else for (const issuer of issuers) this.climb([...path, issuer]);
  }

  result(): TrustPath {
    if (this.#paths.length > 0) return { kind: 'trusted', paths: this.#paths.slice(0, MAX_PATHS) };
    const furthest = this.#deadEnds.toSorted((a, b) => b.length - a.length);
    const told = furthest.find(({ atRoot }) => atRoot) ?? furthest[0];
    return told?.path ?? { kind: 'untrusted', anchor: '' };
  }

  /** A path and what stands against it. Where its last certificate is the anchor itself, the anchor's own word counts. */
  #reach(path: readonly number[], anchor: Anchor, isOwn: boolean): Trusted['paths'][number] {
    const placed = path.flatMap((at): Placed[] => {
      const limits = this.#links.at(at)?.limits;
      return limits ? [{ at, limits }] : [];
    });
    const limits = anchor.read()?.limits;
    const root: Placed[] = limits ? [{ at: 'anchor', limits }] : [];
    const faults = faultsOfPath(
      isOwn ? (path.length > 1 ? [...placed.slice(0, -1), ...root] : placed) : [...placed, ...root],
    );
    return { certificates: path, anchor: anchor.name, ...(faults.length > 0 && { faults }) };
  }

  /** One the path has not passed yet: the same name and key again would lead in a circle. */
  #leadsOn(path: readonly number[], at: number): boolean {
    const issuer = this.#links.at(at);
    if (!issuer) return false;
    return !path.some((passed) => {
      const link = this.#links.at(passed);
      return link?.subjectKey === issuer.subjectKey && link.key.equals(issuer.key);
    });
  }

  #end(path: readonly number[], link: Link): DeadEnd {
    const at = path.at(-1) ?? 0;
    const length = path.length;
    const { subject = '', issuer = '', issuerUrl } = readCertificate(link.x509.raw, [])?.certificate ?? {};
    if (this.#links.signedItself(at)) {
      const failed: Failed = length === 1 ? { kind: 'self-signed' } : { kind: 'untrusted', anchor: subject };
      return { path: failed, length, atRoot: true };
    }
    if (this.#links.isForged(at, this.#anchors)) {
      return { path: { kind: 'signature-invalid', at, issuer }, length, atRoot: false };
    }
    const isPrivate = length > 1 && issuerUrl === undefined;
    if (isPrivate || this.#isKnownIssuer(at, link)) {
      return { path: { kind: 'untrusted', anchor: issuer }, length, atRoot: false };
    }
    const missing = { kind: 'incomplete', missingIssuer: issuer, at } as const;
    return { path: issuerUrl === undefined ? missing : { ...missing, issuerUrl }, length, atRoot: false };
  }

  /** The issuer is there and does not do: no authority, passed already, or an anchor's name over another key. */
  #isKnownIssuer(at: number, { issuerKey }: Link): boolean {
    return this.#links.issuersOf(at).length > 0 || this.#anchors.named(issuerKey).length > 0;
  }
}
