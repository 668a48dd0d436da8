import { servedAt } from '../incident.ts';
import { readIncident } from '../keep/incidents.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Arrival, Digest, Incident, KnownAlarm, Replaced } from '../model/incident.ts';
import { replacedSince } from '../replaced.ts';
import type { Memory } from './memory.ts';

/** Earlier incidents of one alarm that are read for the last certificate. */
const MAX_EARLIER = 4;

/** A distribution that has been counted among its incident, and what was known of its alarm. */
export type Joined = { readonly first: Incident; readonly arrival: Arrival; readonly known: KnownAlarm };

/** Another certificate than at the last diagnosis of the same distribution, where that is remembered. */
export async function replacedBefore(
  memory: Memory,
  joined: Joined,
  evidence: Evidence,
): Promise<Replaced | undefined> {
  const before = await lastDigest(memory, joined);
  return before?.served && replacedSince(before, servedAt(before.served.originId, evidence));
}

/** Of this incident, unless it has just begun; else of the last one for which the same alarm rang. */
async function lastDigest(memory: Memory, { first, arrival, known }: Joined): Promise<Digest | undefined> {
  const { distribution, digest } = arrival;
  if (first.latest.examinedAt < digest.examinedAt) return first.example === distribution ? first.latest : undefined;
  const ids = known.incidents.filter((id) => id !== first.id).slice(0, MAX_EARLIER);
  const earlier = await Promise.all(ids.map((id) => memory.attempt((table) => readIncident(table, id))));
  return earlier
    .flatMap((one) => (one?.example === distribution ? [one.latest] : []))
    .toSorted((a, b) => b.examinedAt.localeCompare(a.examinedAt))[0];
}
