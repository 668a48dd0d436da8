import { createHash } from 'node:crypto';
import type { Certificate, TrustPath } from '../model/certificate.ts';
import { readCertificate } from '../tls/certificate.ts';
import { type Anchors, findPath } from '../tls/path.ts';

/** A chain as it was sent, and where it leads. */
export type JudgedChain = { readonly chain: readonly Certificate[]; readonly path: TrustPath };

/** Chains kept for each set of anchors; a warm function meets the same few again and again. */
const KEPT = 64;

const known = new WeakMap<Anchors, Map<string, JudgedChain>>();

/**
 * Reads and judges the certificates of one Certificate message; undefined where one cannot be read. The addresses of an
 * origin mostly serve one chain: it is read and judged once, dates aside, which are judged later.
 */
export function judgedChain(
  ders: readonly Buffer[],
  names: readonly string[],
  anchors: Anchors,
): JudgedChain | undefined {
  const chains = known.get(anchors) ?? new Map<string, JudgedChain>();
  known.set(anchors, chains);
  const key = keyOf(ders, names);
  const judged = chains.get(key) ?? judge(ders, names, anchors);
  if (!judged) return undefined;
  if (chains.size >= KEPT) chains.clear();
  chains.set(key, judged);
  return judged;
}

/** Lengths go in as well, so that no two chains run into one. */
function keyOf(ders: readonly Buffer[], names: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([names, ders.map((der) => der.length)]));
  for (const der of ders) hash.update(der);
  return hash.digest('base64');
}

function judge(ders: readonly Buffer[], names: readonly string[], anchors: Anchors): JudgedChain | undefined {
  const read = ders.map((der) => readCertificate(der, names));
  const readable = read.flatMap((one) => one ?? []);
  if (readable.length < read.length || readable.length === 0) return undefined;
  const chain = readable.map(({ certificate }) => certificate);
  return {
    chain,
    path: findPath(
      readable.map(({ x509 }) => x509),
      anchors,
    ),
  };
}
