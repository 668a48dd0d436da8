import { cameToLight } from '../came-to-light.ts';
import { type Again, digestOfAgain, endingOf, mostTelling } from '../ending.ts';
import { gatherDistribution } from '../gather/evidence.ts';
import { type Look, startAnew } from '../gather/sources.ts';
import { servedAt } from '../incident.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Change } from '../model/change.ts';
import type { Digest, Ending, Incident, Replaced, Served } from '../model/incident.ts';
import { replacedSince, withHistory } from '../replaced.ts';
import { examine } from './examine.ts';

/** Distributions of one incident that are looked at again: they share its cause, so more would tell the same. */
const MAX_AGAIN = 3;

/** A new look at an incident: the one distribution that says most, and what follows. */
export type Seen = {
  readonly again: Again;
  readonly ending: Ending;
  readonly digest: Digest;
  /** Changes that nobody was told of. */
  readonly light: readonly Change[];
  /** The certificate where the fault was found first, held against the first diagnosis and against the last one that was told or looked at. */
  readonly replaced: { readonly first?: Replaced | undefined; readonly last?: Replaced | undefined };
};

/** Looks at some distributions of an incident again, the one that was told first among them. Undefined where none could be judged. */
export async function lookAgainAt(look: Look, incident: Incident, alarm?: Alarm): Promise<Seen | undefined> {
  const { example, distributions } = incident;
  const others = distributions.filter((id) => id !== example && id !== 'unknown').toSorted();
  const ids = [example, ...others].filter((id) => id !== 'unknown').slice(0, MAX_AGAIN);
  const each = await Promise.all(
    ids.map((id) => examine(startAnew(look), (now) => gatherDistribution(now, id, alarm))),
  );
  const seen = each.filter((one): one is Again & typeof one => 'diagnosis' in one);
  const again = mostTelling(incident, seen);
  if (!again) return undefined;
  const served = servedThere(incident, seen);
  const { served: before } = incident.latest;
  const remembered = withHistory(served, before);
  const { served: _, ...digest } = digestOfAgain(again);
  return {
    again,
    ending: endingOf(incident, seen),
    digest: { ...digest, ...(remembered && { served: remembered }) },
    light: cameToLight(incident, again),
    replaced: { first: replacedSince(incident.digest, served), last: replacedSince(incident.latest, served) },
  };
}

/** Of the distribution that was told first: an origin of another one may have the same id and another certificate. */
function servedThere({ example, digest }: Incident, seen: readonly Again[]): Served | undefined {
  const first = seen.find(({ evidence: { subject } }) => subject.kind === 'distribution' && subject.id === example);
  return first && servedAt(digest.served?.originId ?? digest.originId, first.evidence);
}
