import { type Again, digestOfAgain, endingOf, mostTelling } from '../ending.ts';
import { gatherDistribution } from '../gather/evidence.ts';
import type { Look } from '../gather/sources.ts';
import { servedAt } from '../incident.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Digest, Ending, Incident } from '../model/incident.ts';
import { examine } from './examine.ts';

/** Distributions of one incident that are looked at again: they share its cause, so more would tell the same. */
const MAX_AGAIN = 3;

/** A new look at an incident: the one distribution that says most, and what follows. */
export type Seen = {
  readonly again: Again;
  readonly ending: Ending;
  readonly digest: Digest;
  /** What is served where the fault was found first. */
  readonly served: Digest['served'];
};

/** Looks at some distributions of an incident again, the one that was told first among them. Undefined where none could be judged. */
export async function lookAgainAt(look: Look, incident: Incident, alarm?: Alarm): Promise<Seen | undefined> {
  const { example, distributions } = incident;
  const others = distributions.filter((id) => id !== example && id !== 'unknown').toSorted();
  const ids = [example, ...others].filter((id) => id !== 'unknown').slice(0, MAX_AGAIN);
  const each = await Promise.all(ids.map((id) => examine(look, () => gatherDistribution(look, id, alarm))));
  const seen = each.filter((one): one is Again & typeof one => 'diagnosis' in one);
  const again = mostTelling(incident, seen);
  if (!again) return undefined;
  const { originId } = incident.digest;
  const served = originId === undefined ? undefined : servedAt(originId, again.evidence);
  return { again, ending: endingOf(incident, seen), digest: digestOfAgain(again), served };
}
