import { REMEMBERED, withAftercare } from './aftercare.ts';
import { around, ownerOf } from './beside.ts';
import { blindSpotsOf } from './blind-spots.ts';
import { byBothClocks, byOriginsClock } from './clocks.ts';
import { behaviorsReaching } from './cloudfront/behaviors.ts';
import { configuredId, seenFrom, sharesTenants } from './cloudfront/tenants.ts';
import type { Conclusion, Diagnosis } from './model/diagnosis.ts';
import type { Distribution } from './model/distribution.ts';
import type { Evidence, OriginEvidence } from './model/evidence.ts';
import type { Finding, Verdict } from './model/finding.ts';
import type { Overview, Place } from './place.ts';
import type { Rule } from './rule.ts';
import { isLeftByCode, openTargets, soften } from './steered.ts';
import { openTenants, withTenants } from './tenants-hit.ts';
import { undecidedDials } from './unexplained-dials.ts';
import { openNames } from './wrong-names.ts';

/** Rules whose notice leaves the matter open: we gave up on an answer before CloudFront would have, or were turned away where it is not. */
const OPEN_ENDS: readonly string[] = ['origin-slow', 'listener-answers-fixed-response'];

type Found = Extract<Verdict, { kind: 'found' }>;

/** The rule whose finding means that no site fails. */
const NOISE = 'only-unknown-hosts-fail';

/** The rules whose finding means that TLS is sound and the origin itself answers. */
const ORIGIN_ANSWERS: readonly string[] = ['origin-answers-5xx', 'load-balancer-counts-5xx'];

/** The rule whose finding says why it does; heard by one of those. */
const NOTHING_FIT = 'no-healthy-targets';

/**
 * Evidence in, diagnosis out. Pure: the same evidence gives the same diagnosis, today's or last year's.
 * `rules` are ordered from cause to symptom.
 */
export function diagnose(evidence: Evidence, rules: readonly Rule[]): Diagnosis {
  const { subject, alarm, examinedAt, distribution } = evidence;
  const base = { schemaVersion: 1 as const, subject, alarm, examinedAt, ...around(evidence) };
  if (distribution.status !== 'observed') {
    const conclusion = { kind: 'inconclusive' as const, reason: distribution.reason };
    return { ...base, conclusion, notices: [], ruledOut: [], blindSpots: blindSpotsOf(evidence, []) };
  }
  if (!distribution.value.enabled) {
    const reason = `distribution ${distribution.value.id} is disabled: CloudFront serves nothing from it, so no origin was dialled`;
    return { ...base, conclusion: { kind: 'inconclusive', reason }, notices: [], ruledOut: [], blindSpots: [] };
  }
  const verdicts = judge(evidence, distribution.value, rules);
  const ranked = rank(verdicts.filter(isFound), distribution.value, evidence, rules);
  const leading = withAftercare(ranked.leading, evidence);
  const isStep = ({ ruleId }: Finding) => ruleId === REMEMBERED && leading.length > 0;
  return {
    ...base,
    ...ownerOf(leading, evidence),
    conclusion: conclude(leading, ranked.notices, evidence, verdicts),
    notices: ranked.notices.filter((notice) => !isStep(notice)),
    ruledOut: ruledOut(verdicts, rules),
    blindSpots: blindSpotsOf(evidence, verdicts),
  };
}

function isFound(verdict: Verdict): verdict is Found {
  return verdict.kind === 'found';
}

/** Rules about the distribution as a whole are asked once, all others for each origin, with the whole's evidence at hand. */
function judge(evidence: Evidence, distribution: Distribution, rules: readonly Rule[]): Verdict[] {
  const { observations: whole = {}, examinedAt } = evidence;
  const ask = (scope: Rule['scope'], place: Place, overview: Overview) =>
    rules
      .filter((rule) => rule.scope === scope)
      .map((rule) => withTenants(soften(rule.apply(place, overview), distribution), distribution));
  const askOf = (seen: OriginEvidence) => {
    const place = { origin: seen.origin, observations: { ...whole, ...seen.observations } };
    const overview = { distribution: seenFrom(seen.origin.id, distribution), examinedAt };
    const other = byOriginsClock(evidence, seen);
    const others = other === undefined ? [] : ask('origin', place, { ...overview, examinedAt: other });
    return byBothClocks(ask('origin', place, overview), others);
  };
  const overall = ask('distribution', { observations: whole }, { distribution, examinedAt });
  return [...overall, ...evidence.origins.flatMap(askOf)];
}

/** A member of an origin group that is only ever tried after another one which is sound. */
function isSpare(originId: string, distribution: Distribution, failing: ReadonlySet<string>): boolean {
  const id = configuredId(originId, distribution);
  if (distribution.behaviors.some(({ targetOriginId }) => targetOriginId === id)) return false;
  const groups = distribution.originGroups.filter(({ members }) => members.includes(id));
  const isFailing = (first = '') =>
    [...failing].some((one) => configuredId(one, distribution) === first && sharesTenants(one, originId, distribution));
  return groups.length > 0 && groups.every(({ members }) => members[0] !== id && !isFailing(members[0]));
}

/** Findings that lead, and those worth a line, each in the order in which they are told. */
function rank(found: readonly Found[], distribution: Distribution, evidence: Evidence, rules: readonly Rule[]) {
  const failing = new Set(found.filter(({ leads }) => leads).map(({ originId }) => originId));
  const order = (finding: Finding) => rankOf(finding, distribution, evidence, rules);
  const sorted = found.toSorted((a, b) => compare(order(a.finding), order(b.finding)));
  const strong = sorted.filter((one) => one.leads && !isSpare(one.originId, distribution, failing));
  const better = strong.filter(({ lastResort }) => !lastResort);
  const leading = better.length > 0 ? better : strong;
  return {
    leading: leading.map(({ finding }) => finding),
    notices: sorted.filter((one) => !leading.includes(one)).map(({ finding }) => finding),
  };
}

/** What the default behavior reaches (or the whole distribution meets) first, what code leads away from after what it leads to, then proven before likely, then the order of the rules, then of the origins. */
function rankOf(finding: Finding, distribution: Distribution, { origins }: Evidence, rules: readonly Rule[]): number[] {
  const byDefault = behaviorsReaching(finding.originId, distribution).some(({ isDefault }) => isDefault);
  return [
    byDefault || finding.originId === '' ? 0 : 1,
    isLeftByCode(finding.originId, distribution) ? 1 : 0,
    finding.certainty === 'proven' ? 0 : 1,
    rules.findIndex(({ id }) => id === finding.ruleId),
    origins.findIndex(({ origin }) => origin.id === finding.originId),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function kindOf(primary: Finding, leading: readonly Finding[]): 'noise' | 'origin-answered' | 'root-cause' {
  if (primary.ruleId === NOISE) return 'noise';
  return isAnswer(primary, leading) ? 'origin-answered' : 'root-cause';
}

function conclude(
  leading: readonly Finding[],
  notices: readonly Finding[],
  evidence: Evidence,
  verdicts: readonly Verdict[],
): Conclusion {
  const [primary, ...also] = leading;
  if (primary) return { kind: kindOf(primary, leading), primary, also };
  const openEnd = notices.find(({ ruleId }) => OPEN_ENDS.includes(ruleId))?.title;
  const open = openEnd ?? openNames(evidence) ?? openTargets(evidence) ?? openTenants(evidence);
  const reason = undecidedDials(evidence)[0]?.reason ?? open ?? unseenReason(verdicts);
  return reason ? { kind: 'inconclusive', reason } : { kind: 'no-fault-found' };
}

/** Whether the origin was heard to answer the error, and the leading finding is about that. */
function isAnswer({ ruleId, originId }: Finding, leading: readonly Finding[]): boolean {
  const isHeard = leading.some((one) => ORIGIN_ANSWERS.includes(one.ruleId) && one.originId === originId);
  return ORIGIN_ANSWERS.includes(ruleId) || (ruleId === NOTHING_FIT && isHeard);
}

/** What is seen on the wire decides. All else are records, which explain a fault: the absence of one costs a blind spot only. */
const DECISIVE: readonly string[] = ['resolution', 'handshakes', 'answer', 'clock'];

/** A rule about the whole distribution rests on records alone. */
function unseenReason(verdicts: readonly Verdict[]): string | undefined {
  const decisive = verdicts.flatMap((one) =>
    one.kind === 'not-judged' && one.originId !== '' && one.need.split(', ').some((need) => DECISIVE.includes(need))
      ? [one.reason]
      : [],
  );
  return decisive[0];
}

function ruledOut(verdicts: readonly Verdict[], rules: readonly Rule[]): Diagnosis['ruledOut'] {
  const kinds = (id: string) => verdicts.filter(({ ruleId }) => ruleId === id).map(({ kind }) => kind);
  return rules
    .filter(({ id, warning }) => {
      const seen = kinds(id);
      return !warning && seen.includes('ruled-out') && !seen.includes('found') && !seen.includes('not-judged');
    })
    .map(({ id, title }) => ({ ruleId: id, title }));
}
