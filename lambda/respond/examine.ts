import { diagnose } from '../diagnose.ts';
import type { Look } from '../gather/sources.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import { rules } from '../rules/index.ts';

/** Evidence with what follows from it, or why nothing could be made of it. */
export type Judged =
  | { readonly evidence: Evidence; readonly diagnosis: Diagnosis }
  | { readonly evidence: Evidence; readonly error: unknown };

/** What gathering may take after its time is up, to give what it has. */
const GRACE_MS = 2_000;

/** Looks at one distribution and judges what is seen. A fault of our own in judging is a value, not an end. */
export async function examine(look: Look, gather: (look: Look) => Promise<Evidence>): Promise<Judged> {
  const { world } = look;
  const evidence = await gather(look);
  world.onEvidence?.(evidence);
  try {
    return { evidence, diagnosis: diagnose(evidence, rules) };
  } catch (error) {
    console.error({ outcome: 'not diagnosed', error, evidence });
    return { evidence, error };
  }
}

/** The same for an alarm, of which people must hear: a fault of our own in looking, or no end of it, is a value as well. */
export async function examineAlarm(
  look: Look,
  alarm: Alarm,
  id: string,
  gather: (look: Look) => Promise<Evidence>,
): Promise<Judged> {
  try {
    return await inTime(examine(look, gather), look.signal);
  } catch (error) {
    console.error({ outcome: 'not seen', error });
    const distribution = { status: 'unavailable', reason: 'the responder itself failed' } as const;
    const { examinedAt } = look;
    const subject = { kind: 'distribution', id } as const;
    return { evidence: { schemaVersion: 1, subject, alarm, examinedAt, distribution, origins: [] }, error };
  }
}

/** Rejects where the work does not end although it has been told to. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp = () => {};
  const late = new Promise<never>((_, reject) => {
    giveUp = () => {
      timer = setTimeout(() => reject(new Error('looking did not end when its time was up')), GRACE_MS);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
