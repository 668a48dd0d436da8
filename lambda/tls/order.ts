import type { Certificate, TrustPath } from '../model/certificate.ts';

/** Indexes into the chain: the certificates of a path as they were `sent`, and in the `correct` order, leaf first. */
export type Disorder = { readonly sent: readonly number[]; readonly correct: readonly number[] };

/**
 * Where a chain is trusted but no path was sent in order: each certificate before the one that issued it, whatever
 * stands between them. Undefined where it is in order or not trusted at all.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export function outOfOrder(chain: readonly Certificate[], path: TrustPath): Disorder | undefined {
  if (path.kind !== 'trusted') return undefined;
  const [first] = path.paths;
  if (!first || path.paths.some(({ certificates }) => wasSentInOrder(chain, certificates))) return undefined;
  return { sent: first.certificates.toSorted((a, b) => a - b), correct: first.certificates };
}

/** A certificate may be sent twice: what counts is that one of its places follows the certificate that it issued. */
function wasSentInOrder(chain: readonly Certificate[], path: readonly number[]): boolean {
  let after = -1;
  return path.every((index) => {
    after = chain.findIndex(({ fingerprint }, at) => at > after && fingerprint === chain[index]?.fingerprint);
    return after >= 0;
  });
}
