import { knownChanges } from '../came-to-light.ts';
import { counting } from '../gather/call-count.ts';
import { gatherAlarm } from '../gather/evidence.ts';
import { type Look, startAnew } from '../gather/sources.ts';
import { alarmIdOf, digestOf, FLAPPING_MS, incidentIdOf, isQuiet, ringsAnew } from '../incident.ts';
import { arrive } from '../keep/incidents.ts';
import { rang } from '../keep/known-alarms.ts';
import { markKnown } from '../keep/told.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Arrival } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { transitionKey } from '../parse-alarm.ts';
import { fallback } from '../report/fallback.ts';
import { report } from '../report/report.ts';
import { type Joined, replacedBefore } from './before.ts';
import { examineAlarm, type Judged } from './examine.ts';
import { acknowledge, log } from './log.ts';
import { measure, measureFailure } from './measure.ts';
import { LEASE_MS, Memory, Waiting } from './memory.ts';
import { muteOf } from './mutes.ts';
import { hush } from './quiet.ts';
import { lookLater } from './schedule.ts';
import { sendOnce } from './send.ts';
import { knownBy, settle } from './settle.ts';

/** An alarm fired: each of its distributions is examined, and people are told. `others` of the same alarm came along with it. */
export async function answerAlarm(look: Look, alarm: Alarm, others: readonly Alarm[]): Promise<void> {
  const firing = others.filter(({ state }) => state === 'ALARM');
  const named = firing.flatMap(({ subject }) => (subject.kind === 'distributions' ? subject.ids : []));
  const why = await gatherAlarm(look, alarm, named, (id, gather) => once(look, alarm, id, gather));
  if (why !== undefined) acknowledge(look, alarm, why);
}

/** One transition of one distribution, examined and told by one handler of many. */
async function once(look: Look, alarm: Alarm, id: string, gather: (look: Look) => Promise<Evidence>): Promise<void> {
  const memory = new Memory(look);
  const key = `${transitionKey(alarm)} ${id}`;
  // Asked at the same time: memory that is silent must not hold people up twice.
  void look.mutes?.();
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'claimed' });
  if (claim?.kind === 'told') return acknowledge(look, alarm, `${id} has been told already`);
  if (claim?.kind === 'taken') throw new Waiting(`another handler is at ${alarm.name}, ${id}`);
  await counting(async (calls) => {
    const judged = await examineAlarm(startAnew(look), alarm, id, gather);
    if (!(await isMuted(look, alarm, judged))) await tell(look, memory, alarm, judged);
    await memory.done(key);
    measure(look.world, alarm, judged, calls());
  });
}

/** By whom, for the log. */
export const BY_CLOUDWATCH = 'the alarm, by a mute rule of CloudWatch';

/** What is muted joins no incident: whoever is told of the incident later is told of it from its beginning. */
async function isMuted(look: Look, alarm: Alarm, judged: Judged): Promise<boolean> {
  const { subject } = judged.evidence;
  const distributionId = subject.kind === 'distribution' ? subject.id : subject.host;
  const { conclusion } = 'diagnosis' in judged ? judged.diagnosis : {};
  const ruleId = conclusion && 'primary' in conclusion ? conclusion.primary.ruleId : undefined;
  const incidentId = 'diagnosis' in judged ? incidentIdOf(judged.diagnosis) : undefined;
  if (alarm.muted) {
    log(look, alarm, { outcome: 'muted', what: BY_CLOUDWATCH, distributionId, ruleId });
    return true;
  }
  const mute = await muteOf(look, {
    distributionId,
    ...(ruleId !== undefined && { ruleId }),
    ...(incidentId !== undefined && { incidentId }),
  });
  if (mute) log(look, alarm, { outcome: 'muted', ...mute, distributionId, ruleId });
  return mute !== undefined;
}

async function tell(look: Look, memory: Memory, alarm: Alarm, judged: Judged): Promise<void> {
  const incident = 'diagnosis' in judged ? await join(memory, alarm, judged) : undefined;
  if (!incident) return tellAlone(look, memory, alarm, judged);
  const { first, arrival, known } = incident;
  const quiet = isQuiet(known, alarm);
  const replaced = await replacedBefore(memory, incident, judged.evidence);
  const words = (news: News) => wordsFor(look, judged, { ...news, quiet, ...(replaced && { replaced }) });
  const sent = await settle(look, memory, first, arrival, words);
  const anew = sent.length === 0 && ringsAnew(known, first.id, alarm);
  const reports = anew ? await tellAnew(look, memory, alarm, incident, words) : sent.map(({ report }) => report);
  for (const { attributes } of reports) log(look, alarm, { outcome: 'published', ...attributes });
  if (reports.length === 0) log(look, alarm, { outcome: 'joined', incidentId: first.id });
  // Whoever began it and died before this comes again, and so does the schedule: one that is there already is as good.
  const began = sent.some(({ due }) => due.kind === 'diagnosis' || due.kind === 'back-again');
  if (began || first.example === arrival.distribution) await lookLater(look, first);
  if (quiet) await hush(look, memory, alarm, first, { toldHere: sent.some(({ due }) => due.kind === 'diagnosis') });
}

/** It rings long after it last did, and its end was never heard of: silence would be taken for rest. */
async function tellAnew(
  look: Look,
  memory: Memory,
  alarm: Alarm,
  { first, arrival }: Joined,
  words: (news: News) => Report,
): Promise<readonly Report[]> {
  const news = { kind: 'back-again', incidentId: first.id, incident: first } as const;
  const key = `${transitionKey(alarm)} ${arrival.distribution} anew`;
  const sent = await sendOnce(look, memory, key, (doubts) => words({ ...news, ...doubts }));
  if (sent === 'taken') throw new Waiting(`another handler is telling of ${alarm.name}`);
  if (sent === 'told') return [];
  await memory.attempt((table) => markKnown(table, first, knownBy(first, arrival)));
  return [sent];
}

/** Counts the distribution among its incident; undefined where nothing can be remembered. */
async function join(
  memory: Memory,
  alarm: Alarm,
  { diagnosis, evidence }: Extract<Judged, { diagnosis: unknown }>,
): Promise<Joined | undefined> {
  const { subject } = diagnosis;
  const incidentId = incidentIdOf(diagnosis);
  const arrival: Arrival = {
    incidentId,
    distribution: subject.kind === 'distribution' ? subject.id : subject.host,
    alarm: alarmIdOf(alarm),
    digest: digestOf(diagnosis, evidence),
    changes: knownChanges(evidence),
  };
  // In this order: who hears of the end of the alarm finds the incident by the alarm, and then the alarm in the incident.
  const first = await memory.attempt((table, now) => arrive(table, arrival, { now, flappingMs: FLAPPING_MS }));
  const ring = { incidentId, changedAt: alarm.changedAt };
  const known = first && (await memory.attempt((table, now) => rang(table, arrival.alarm, { ...ring, now })));
  return first && { first, arrival, known: known ?? { incidents: [] } };
}

/** Without memory, or without a diagnosis that could be compared: told for itself. */
async function tellAlone(look: Look, memory: Memory, alarm: Alarm, judged: Judged): Promise<void> {
  const { subject } = judged.evidence;
  const key = `${transitionKey(alarm)} ${subject.kind === 'distribution' ? subject.id : subject.host} alone`;
  const incidentId = 'diagnosis' in judged ? incidentIdOf(judged.diagnosis) : undefined;
  const sent = await sendOnce(look, memory, key, (doubts) => wordsFor(look, judged, { ...doubts, incidentId }));
  if (sent === 'taken') throw new Waiting(`another handler is telling of ${alarm.name}`);
  if (sent !== 'told') log(look, alarm, { outcome: 'published', ...sent.attributes });
}

/** A fault of our own must not swallow the alarm: people get it with what is known. */
function wordsFor({ world }: Look, judged: Judged, news: News): Report {
  const { evidence } = judged;
  if (!('diagnosis' in judged)) return fallback(evidence, judged.error, news);
  try {
    return report(judged.diagnosis, evidence, news);
  } catch (error) {
    console.error({ outcome: 'not worded', error, evidence });
    measureFailure(world);
    return fallback(evidence, error, news);
  }
}
