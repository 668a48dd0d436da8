import type { Change, Onset } from './model/change.ts';
import type { Diagnosis } from './model/diagnosis.ts';

/** Metrics are counted by the minute: a change within it may have come first. */
const MINUTE_MS = 60_000;

/** When errors began, as well as it is known: by CloudFront's metrics, else by the alarm, which fires minutes later. */
export function onsetOf({ impact, alarm, examinedAt }: Pick<Diagnosis, 'impact' | 'alarm' | 'examinedAt'>): Onset {
  if (impact && !impact.orEarlier) return { at: impact.since, what: 'errors' };
  return alarm?.state === 'ALARM' ? { at: alarm.changedAt, what: 'alarm' } : { at: examinedAt, what: 'examination' };
}

/** Those before the onset first, the nearest leading; then those after it, in their order. */
export function nearestFirst(changes: readonly Change[], onset: Onset): Change[] {
  const before = changes.filter((one) => isBefore(one, onset)).toSorted((a, b) => late(b, onset) - late(a, onset));
  const after = changes.filter((one) => !isBefore(one, onset)).toSorted((a, b) => late(a, onset) - late(b, onset));
  return [...before, ...after];
}

/** Whether a change may have come before the errors did. */
export function isBefore(change: Change, onset: Onset): boolean {
  return late(change, onset) < MINUTE_MS;
}

function late({ at }: Change, onset: Onset): number {
  return Date.parse(at) - Date.parse(onset.at);
}
