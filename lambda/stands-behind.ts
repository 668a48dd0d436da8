import { kindBehind } from './cloudfront/origin-kind.ts';
import type { Origin, OriginKind } from './model/distribution.ts';
import type { Observations } from './model/evidence.ts';

/** The origin's name and the names that its look-up passed through, in order. */
export function namesOf({ domainName }: Pick<Origin, 'domainName'>, resolution: Observations['resolution']): string[] {
  const seen = resolution.status === 'observed' && resolution.value.kind !== 'failing' ? resolution.value.cnames : [];
  return [domainName, ...seen];
}

/** What stands behind an origin, by its own name or else by the names in DNS. An alias record of Route 53 shows none. */
export function standsBehind(
  origin: Pick<Origin, 'domainName' | 'kind'>,
  resolution: Observations['resolution'],
): OriginKind {
  return origin.kind === 'other' ? kindBehind(namesOf(origin, resolution)) : origin.kind;
}
