import { diagnose } from '../diagnose.ts';
import type { Look } from '../gather/sources.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import { rules } from '../rules/index.ts';

/** Evidence with what follows from it, or why nothing could be made of it. */
export type Judged =
  | { readonly evidence: Evidence; readonly diagnosis: Diagnosis }
  | { readonly evidence: Evidence; readonly error: unknown };

/** Looks at one distribution and judges what is seen. A fault of our own in judging is a value, not an end. */
export async function examine({ world }: Look, gather: () => Promise<Evidence>): Promise<Judged> {
  const evidence = await gather();
  world.onEvidence?.(evidence);
  try {
    return { evidence, diagnosis: diagnose(evidence, rules) };
  } catch (error) {
    console.error({ outcome: 'not diagnosed', error, evidence });
    return { evidence, error };
  }
}
