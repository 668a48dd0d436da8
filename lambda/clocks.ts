import type { Evidence, OriginEvidence } from './model/evidence.ts';
import type { Verdict } from './model/finding.ts';
import { lower } from './rule.ts';

/** Below this the clocks of two machines agree. */
const APART_MS = 5 * 60_000;

/**
 * The moment of the examination by the origin's own clock, where AWS's was not asked and the origin's is another than this
 * machine's; one of the two is wrong then. What a cache answers has grown old since its date.
 * https://www.rfc-editor.org/rfc/rfc9111#section-4.2.3
 */
export function byOriginsClock(
  { subject, examinedAt }: Pick<Evidence, 'subject' | 'examinedAt'>,
  { observations: { answer } }: OriginEvidence,
): string | undefined {
  if (subject.kind !== 'origin' || answer?.status !== 'observed' || answer.value.kind !== 'answered') return undefined;
  const { date = '', age = '0' } = answer.value.headers;
  const at = Date.parse(date) + (Number(age) || 0) * 1000;
  return Math.abs(at - Date.parse(examinedAt)) >= APART_MS ? new Date(at).toISOString() : undefined;
}

/** What holds by one clock alone is not proven, and what is ruled out by one alone is not ruled out. `others` are the same rules' verdicts by another clock, or none. */
export function byBothClocks(verdicts: readonly Verdict[], others: readonly Verdict[]): Verdict[] {
  return verdicts.map((verdict, index) => agreed(verdict, others[index] ?? verdict));
}

function agreed(verdict: Verdict, other: Verdict): Verdict {
  if (verdict.kind === 'found' && other.kind !== 'found') {
    const { finding } = verdict;
    const explanation = `${finding.explanation} ${DOUBT}`;
    return { ...verdict, finding: { ...finding, explanation, certainty: lower(finding.certainty, 'likely') } };
  }
  if (verdict.kind !== 'ruled-out' || other.kind !== 'found') return verdict;
  const { ruleId, originId } = verdict;
  const reason = `by the origin's clock, which is another than this machine's: ${other.finding.title}`;
  return { ruleId, originId, kind: 'not-judged', need: 'clock', reason };
}

const DOUBT =
  "This machine's clock and the origin's differ, and by the origin's it would not be so: see which of the two is right.";
