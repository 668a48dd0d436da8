import type { Change } from './model/change.ts';
import type { Diagnosis } from './model/diagnosis.ts';

/** The moment against which changes are held, and what happened then. */
export type Onset = { readonly at: string; readonly what: 'errors' | 'alarm' | 'examination' };

/** Metrics are counted by the minute: a change within it may have come first. */
const MINUTE_MS = 60_000;

/** When errors began, as well as it is known: by CloudFront's metrics, else by the alarm, which fires minutes later. */
export function onsetOf({ impact, alarm, examinedAt }: Pick<Diagnosis, 'impact' | 'alarm' | 'examinedAt'>): Onset {
  if (impact && !impact.orEarlier) return { at: impact.since, what: 'errors' };
  return alarm ? { at: alarm.changedAt, what: 'alarm' } : { at: examinedAt, what: 'examination' };
}

/** Those before the onset first, the nearest leading; then those after it, in their order. */
export function nearestFirst(changes: readonly Change[], { at }: Onset): Change[] {
  const onset = Date.parse(at);
  const late = ({ at: when }: Change) => Date.parse(when) - onset;
  const before = changes.filter((one) => late(one) < MINUTE_MS).toSorted((a, b) => late(b) - late(a));
  const after = changes.filter((one) => late(one) >= MINUTE_MS).toSorted((a, b) => late(a) - late(b));
  return [...before, ...after];
}
