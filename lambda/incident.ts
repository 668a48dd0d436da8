import { createHash } from 'node:crypto';
import type { Alarm } from './model/alarm.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { Finding } from './model/finding.ts';
import type { Arrival, Digest, Due, Incident, KnownAlarm, Served } from './model/incident.ts';
import { onsetOf } from './onset.ts';
import { MAX_ALSO } from './replaced.ts';

/** An incident that comes back within this time is the same one. */
export const FLAPPING_MS = 30 * 60_000;

/** Second faults of one incident that are told as they come; what comes beyond is in the JSON alone. */
const MAX_CAUSES_TOLD = 6;

const MAX_LISTED = 64;
const MAX_WORDS = 300;

/** The name by which an alarm, or one time series of it, is known to an incident. */
export function alarmIdOf({ arn, name, contributorId }: Pick<Alarm, 'arn' | 'name' | 'contributorId'>): string {
  return shortHash(JSON.stringify([arn ?? name, contributorId ?? null]));
}

/**
 * Which incident a diagnosis belongs to: what was found and its witness, the same at any distribution. Where there is no
 * cause to share (nothing found, or the origin's own answer), each distribution is for itself; one that is not known, each alarm.
 */
export function incidentIdOf({ conclusion, subject, alarm }: Diagnosis): string {
  if (conclusion.kind === 'root-cause') return shortHash(causeOf(conclusion.primary));
  const id = subject.kind === 'distribution' ? subject.id : subject.host;
  return shortHash(`${conclusion.kind} ${id === 'unknown' && alarm ? alarmIdOf(alarm) : id}`);
}

/** What is kept of a diagnosis. */
export function digestOf(diagnosis: Diagnosis, evidence: Evidence): Digest {
  const { conclusion, examinedAt } = diagnosis;
  const served = servedAt('primary' in conclusion ? conclusion.primary.originId : undefined, evidence);
  const onset = onsetOf(diagnosis);
  const base = { conclusion: conclusion.kind, examinedAt, onset, ...(served && { served }) };
  if (!('primary' in conclusion)) {
    const title = conclusion.kind === 'inconclusive' ? conclusion.reason : 'no fault found';
    return { ...base, title: cut(title), failing: [], causes: [] };
  }
  const { primary, also } = conclusion;
  const { ruleId, certainty, originId, witness, title, reach } = primary;
  return {
    ...base,
    ruleId,
    certainty,
    originId: cut(originId),
    witness: { kind: witness.kind, key: cut(witness.key) },
    title: cut(title),
    failing: reach.of.slice(0, MAX_LISTED).map(cut),
    causes: [...new Set([primary, ...also].slice(0, MAX_LISTED).map(causeOf))],
  };
}

/** What was found, and where it was seen: two findings with one cause are one fault. */
export function causeOf({ ruleId, witness }: Finding): string {
  return cut(`${ruleId} ${witness.kind} ${witness.key}`);
}

/** The first certificate that an origin served, and whichever others; of the default behavior's origin where none is named. */
export function servedAt(originId: string | undefined, { origins, examinedAt: seenAt }: Evidence): Served | undefined {
  const at = originId ? origins.find(({ origin }) => origin.id === originId) : origins[0];
  const handshakes = at?.observations.handshakes;
  if (handshakes?.status !== 'observed') return undefined;
  const leaves = handshakes.value.dials.flatMap(({ outcome }) =>
    'chain' in outcome ? (outcome.chain?.[0] ?? []) : [],
  );
  const [leaf] = leaves;
  if (!leaf) return undefined;
  const { fingerprint, serial, notAfter, issuer, key } = leaf;
  const others = [...new Set(leaves.map((one) => one.fingerprint))].filter((one) => one !== fingerprint);
  const also = others.length > 0 ? { also: others.slice(0, MAX_ALSO) } : {};
  const named = { issuer: cut(issuer), key: cut(key), originId: cut(at?.origin.id ?? ''), seenAt };
  return { fingerprint, serial: cut(serial), notAfter, ...named, ...also };
}

/**
 * What people must be told next of an incident before this arrival may be acknowledged; undefined where they know. The
 * first message comes first; then each doubling of the comebacks, faults that nobody knows of, each doubling of the distributions.
 */
export function nextDue(incident: Incident, { digest }: Arrival): Due | undefined {
  const { told, comebacks, comebacksTold, causesTold, distributions } = incident;
  if (told < 1) return { kind: 'diagnosis' };
  const returned = lastDoubling(comebacks);
  if (returned > comebacksTold) return { kind: 'back-again', count: returned };
  const causes = digest.causes.filter((cause) => !causesTold.includes(cause));
  if (causes.length > 0 && causesTold.length < MAX_CAUSES_TOLD) return { kind: 'changed', causes };
  const joined = lastDoubling(distributions.length);
  return joined > told ? { kind: 'joined', count: joined } : undefined;
}

/** Names a message of an incident: whoever wants to send the same one has the same name for it. */
export function dueKey({ id, openedAt }: Incident, due: Due): string {
  const what = due.kind === 'changed' ? due.causes.toSorted().join() : 'count' in due ? due.count : '';
  return `${id} ${openedAt} ${due.kind} ${what}`;
}

/** Whether the end of an incident is told: each time that it was told that it had begun, so that a flapping one ends in silence. */
export function isEndTold({ comebacks, comebacksTold }: Incident): boolean {
  return comebacks === comebacksTold;
}

/** 1, 2, 4, 8, …: the last of them that is not above `count`; 0 for none. */
export function lastDoubling(count: number): number {
  return count < 1 ? 0 : 2 ** Math.floor(Math.log2(count));
}

/** Whether an alarm that went to ALARM at `changedAt` had returned to OK before we came to look. */
export function isQuiet({ okAt, alarmAt }: KnownAlarm, { changedAt }: Pick<Alarm, 'changedAt'>): boolean {
  const latest = alarmAt !== undefined && alarmAt > changedAt ? alarmAt : changedAt;
  return okAt !== undefined && okAt >= latest;
}

/**
 * Whether an alarm rings anew in an incident that never heard of its end: long enough after it last rang that people would
 * take silence for rest.
 */
export function ringsAnew(
  { incidents, alarmAt }: KnownAlarm,
  id: string,
  { changedAt }: Pick<Alarm, 'changedAt'>,
): boolean {
  if (alarmAt === undefined || !incidents.includes(id)) return false;
  return Date.parse(changedAt) - Date.parse(alarmAt) > FLAPPING_MS;
}

/** A name for something long: 12 hex digits. */
export function shortHash(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 12);
}

function cut(words: string): string {
  return words.slice(0, MAX_WORDS);
}
