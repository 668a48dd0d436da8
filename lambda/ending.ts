import { list } from './dials.ts';
import { digestOf } from './incident.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { Digest, Ending, Incident } from './model/incident.ts';

/** One distribution of an incident, looked at again. */
export type Again = { readonly diagnosis: Diagnosis; readonly evidence: Evidence };

/** How an incident ended, from a new look at it: as bad as the worst of what was seen. */
export function endingOf({ digest }: Pick<Incident, 'digest'>, seen: readonly Again[]): Ending {
  const each = seen.map(({ diagnosis }) => endingOfOne(digest, diagnosis));
  return ENDINGS.find((ending) => each.includes(ending)) ?? 'by-itself';
}

const ENDINGS: readonly Ending[] = ['still-there', 'by-itself', 'recovered'];

/** Another fault in place of the first is a fault that is still there. */
function endingOfOne({ ruleId }: Digest, { conclusion: now, ruledOut }: Diagnosis): Ending {
  if ('primary' in now) return 'still-there';
  if (ruleId === undefined) return 'by-itself';
  const isRuledOut = ruledOut.some((one) => one.ruleId === ruleId);
  return now.kind === 'no-fault-found' || isRuledOut ? 'recovered' : 'by-itself';
}

/** The look that says most about an ending: one that shows the fault, else one that does not decide, else the first. */
export function mostTelling({ digest }: Pick<Incident, 'digest'>, seen: readonly Again[]): Again | undefined {
  const worst = endingOf({ digest }, seen);
  return seen.find(({ diagnosis }) => endingOfOne(digest, diagnosis) === worst) ?? seen[0];
}

/** What is different between two looks: one sentence each; empty where nothing is that people would want to be woken for. */
export function changesBetween(before: Digest, now: Digest): string[] {
  if (before.ruleId !== undefined && now.ruleId === undefined) return [gone(before, now)];
  if (now.ruleId === undefined) return [];
  if (before.causes[0] !== now.causes[0]) return [another(before, now)];
  const fresh = now.causes.filter((cause) => !before.causes.includes(cause));
  const left = before.causes.filter((cause) => !now.causes.includes(cause));
  return [
    ...(fresh.length > 0 ? [`A further fault has come to light: ${rulesOf(fresh)}`] : []),
    ...(left.length > 0 ? [`No longer found: ${rulesOf(left)}`] : []),
    ...reachChanges(before.failing, now.failing),
  ];
}

function gone({ title }: Digest, now: Digest): string {
  const what =
    now.conclusion === 'no-fault-found' ? 'no fault is found any more' : `it is not found any more (${now.title})`;
  return `It was: ${title}; ${what}`;
}

function another({ ruleId, title }: Digest, now: Digest): string {
  if (ruleId === undefined) return `A cause has come to light: ${now.title}`;
  if (now.causes.some((cause) => cause.startsWith(`${ruleId} `))) return `Now: ${now.title}`;
  return `The first fault is gone (${title}); behind it there is another: ${now.title}`;
}

function reachChanges(before: readonly string[], now: readonly string[]): string[] {
  const more = now.filter((one) => !before.includes(one));
  const fewer = before.filter((one) => !now.includes(one));
  return [
    ...(more.length > 0 ? [`More fail than before: ${list(more)}`] : []),
    ...(fewer.length > 0 ? [`No longer failing: ${list(fewer)}`] : []),
  ];
}

function rulesOf(causes: readonly string[]): string {
  return list(causes.map((cause) => cause.split(' ')[0] ?? cause));
}

/** When an open incident is looked at again after it began, in minutes; then daily. */
const LOOKS = [15, 60, 4 * 60];
const DAY = 24 * 60;
const LAST_DAY = 14;

/** When the look number `looks + 1` is due, ISO 8601; undefined after the last. `since`: when it was opened or came back. */
export function nextLook({ since, looks }: Pick<Incident, 'since' | 'looks'>): string | undefined {
  const day = looks - LOOKS.length + 1;
  const minutes = LOOKS[looks] ?? day * DAY;
  return day > LAST_DAY ? undefined : new Date(Date.parse(since) + minutes * 60_000).toISOString();
}

/** The digest of a new look. */
export function digestOfAgain({ diagnosis, evidence }: Again): Digest {
  return digestOf(diagnosis, evidence);
}
