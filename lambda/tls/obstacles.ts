import type { Certificate, PathFault, PathPlace, TrustPath } from '../model/certificate.ts';

type Path = Extract<TrustPath, { kind: 'trusted' }>['paths'][number];

/** What stands in the way on a trusted path: a fault of its certificates, or a date (ISO 8601). */
export type Obstacle =
  | PathFault
  | { readonly kind: 'expired'; readonly at: PathPlace; readonly since: string }
  | { readonly kind: 'not-yet-valid'; readonly at: number; readonly until: string };

/** The indexes of a path that CloudFront would take at the moment `at` (ISO 8601): trusted, in date, without fault. One is enough. */
export function soundPath(chain: readonly Certificate[], path: TrustPath, at: string): readonly number[] | undefined {
  if (path.kind !== 'trusted') return undefined;
  return path.paths.find((one) => obstaclesOf(chain, one, at).length === 0)?.certificates;
}

/** The best of the paths, which is the one with the fewest obstacles, and what stands in the way on it. */
export type Obstruction = { readonly path: Path; readonly obstacles: readonly Obstacle[] };

/** Why a trusted chain is not accepted at the moment `at`; undefined where one path is free, or none is trusted. A date holds to the end of its second. */
export function obstruction(chain: readonly Certificate[], path: TrustPath, at: string): Obstruction | undefined {
  if (path.kind !== 'trusted') return undefined;
  const all = path.paths.map((one) => ({ path: one, obstacles: obstaclesOf(chain, one, at) }));
  const [best] = all.toSorted((a, b) => a.obstacles.length - b.obstacles.length);
  return best && best.obstacles.length > 0 ? best : undefined;
}

function obstaclesOf(
  chain: readonly Certificate[],
  { certificates, anchor, faults = [] }: Path,
  at: string,
): Obstacle[] {
  const now = Math.floor(Date.parse(at) / 1000) * 1000;
  const sent = certificates.flatMap((index): Obstacle[] => {
    const { notBefore = '', notAfter = '' } = chain[index] ?? {};
    return [
      ...(Date.parse(notAfter) < now ? [{ kind: 'expired' as const, at: index, since: notAfter }] : []),
      ...(Date.parse(notBefore) > now ? [{ kind: 'not-yet-valid' as const, at: index, until: notBefore }] : []),
    ];
  });
  const root: Obstacle[] =
    Date.parse(anchor.notAfter) < now ? [{ kind: 'expired', at: 'anchor', since: anchor.notAfter }] : [];
  return [...sent, ...root, ...faults];
}
