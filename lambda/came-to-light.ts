import { shortHash } from './incident.ts';
import type { Change } from './model/change.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { Incident } from './model/incident.ts';
import { isBefore, nearestFirst } from './onset.ts';
import { touchedOn } from './touched.ts';

/** So many changes of one incident are remembered as told; where more are, no further one is told. */
const MAX_REMEMBERED = 256;

/** What is kept of a change that people know of. */
export function changeKey({ id, at, what, resource, who }: Change): string {
  return shortHash(id ?? JSON.stringify([at, what, resource, who]));
}

/** Every change that was known when a message was made: it tells of them, nearest first, or says how many more there are. */
export function knownChanges({ observations }: Evidence): string[] {
  const { changes } = observations ?? {};
  return changes?.status === 'observed' ? changes.value.changes.map(changeKey) : [];
}

/**
 * What CloudTrail tells by now of the way to what was found and had not told when people were, the nearest before the onset first.
 * Nothing where it is not known when the errors began, as in an incident that an older version opened.
 */
export function cameToLight(
  { digest, changesTold }: Pick<Incident, 'digest' | 'changesTold'>,
  { diagnosis, evidence }: { readonly diagnosis: Diagnosis; readonly evidence: Evidence },
): Change[] {
  const { changes } = evidence.observations ?? {};
  if (!digest.onset || changes?.status !== 'observed' || changesTold.length >= MAX_REMEMBERED) return [];
  const told = new Set(changesTold);
  const near = wayTo([digest.originId, originOf(diagnosis)], evidence);
  const fresh = changes.value.changes.filter((one) => !told.has(changeKey(one)) && near.has(one.resource));
  return nearestFirst(fresh, digest.onset);
}

/** Those worth a message of their own: made before the errors began, they may be why. What was done since is told with the next message. */
export function mayExplain({ digest }: Pick<Incident, 'digest'>, light: readonly Change[]): Change[] {
  const { onset } = digest;
  return onset ? light.filter((one) => isBefore(one, onset)) : [];
}

function originOf({ conclusion }: Diagnosis): string | undefined {
  return 'primary' in conclusion ? conclusion.primary.originId : undefined;
}

/** Names of the resources on the way to these origins; to all of them, where none is the one that fails. */
function wayTo(ids: readonly (string | undefined)[], { distribution, origins }: Evidence): ReadonlySet<string> {
  const known = ids.filter((id) => id);
  const hit = origins.filter(({ origin }) => known.length === 0 || known.includes(origin.id));
  return new Set(touchedOn({ distribution, origins: hit }).map(({ name }) => name));
}
