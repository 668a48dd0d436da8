import { knownChanges } from '../came-to-light.ts';
import type { Look } from '../gather/sources.ts';
import { alarmIdOf, isEndTold } from '../incident.ts';
import { close, quieten } from '../keep/incidents.ts';
import { fellQuiet } from '../keep/known-alarms.ts';
import { markKnown } from '../keep/told.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Ending, Incident } from '../model/incident.ts';
import { report } from '../report/report.ts';
import { lookAgainAt } from './again.ts';
import { acknowledge, log } from './log.ts';
import { LEASE_MS, Memory, Waiting } from './memory.ts';
import { send } from './send.ts';

/** Incidents that the end of one alarm is told to: as many as a grouped alarm has distributions. */
const MAX_INCIDENTS = 500;

/** What was closed so long ago is over, whatever comes. */
const OVER_MS = 60 * 60_000;

/** An alarm went to OK: where it was the last one of an incident, the origin is looked at again and people are told how it ended. */
export async function answerOk(look: Look, alarm: Alarm): Promise<void> {
  if (!look.world.memory || alarm.subject.kind === 'unrelated') return acknowledge(look, alarm, 'the alarm went to OK');
  const memory = new Memory(look);
  const { changedAt } = alarm;
  const known = await memory.attempt((table, now) => fellQuiet(table, alarmIdOf(alarm), { changedAt, now }));
  if (memory.forgot !== undefined) throw new Error(`the end of the alarm could not be remembered: ${memory.forgot}`);
  if (!known) return acknowledge(look, alarm, 'something newer is known of the alarm');
  if (known.incidents.length === 0)
    return acknowledge(look, alarm, 'the alarm went to OK, and no incident is known for it');
  await Promise.all(known.incidents.slice(0, MAX_INCIDENTS).map((id) => end(look, memory, alarm, id)));
}

/** How the end comes about where this handler itself has just told of the beginning, and said that it is over. */
export type Told = { readonly toldHere: boolean };

/** The alarm of an arrival had gone to OK before it was looked at. */
export async function hush(look: Look, memory: Memory, alarm: Alarm, { id }: Incident, told: Told): Promise<void> {
  await end(look, memory, alarm, id, told);
}

async function end(look: Look, memory: Memory, alarm: Alarm, id: string, told?: Told): Promise<void> {
  const incident = await memory.attempt((table) => quieten(table, id, alarmIdOf(alarm)));
  if (!incident) return acknowledge(look, alarm, `incident ${id} is not known any more`);
  const left = incident.ringing.length;
  if (left > 0) return acknowledge(look, alarm, `incident ${id} goes on: ${left} of its alarms are not quiet yet`);
  const { closedAt } = incident;
  const isOver = closedAt !== undefined && look.world.now().getTime() - Date.parse(closedAt) > OVER_MS;
  if (isOver) return acknowledge(look, alarm, `incident ${id} is over`);
  const key = `${id} ${incident.openedAt} closed ${incident.comebacks}`;
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'claimed' });
  if (claim?.kind === 'told') return acknowledge(look, alarm, `the end of incident ${id} has been told already`);
  if (claim?.kind === 'taken') throw new Waiting(`another handler is at the end of incident ${id}`);
  await finish(look, memory, alarm, { incident, key, repeat: claim?.repeat ?? false, told });
  await memory.done(key);
}

type Finish = {
  readonly incident: Incident;
  readonly key: string;
  readonly repeat: boolean;
  readonly told: Told | undefined;
};

/** Closes the incident, and says so unless people know or never heard that it had come back. */
async function finish(
  look: Look,
  memory: Memory,
  alarm: Alarm,
  { incident, key, repeat, told }: Finish,
): Promise<void> {
  const { latest } = incident;
  if (alarm.muted || told?.toldHere || !isEndTold(incident)) {
    const ending: Ending = latest.ruleId === undefined ? 'by-itself' : 'still-there';
    await memory.attempt((table, now) => close(table, incident, { now, ending, latest }));
    return acknowledge(look, alarm, `incident ${incident.id} is closed without a further word`);
  }
  const seen = await lookAgainAt(look, incident, alarm);
  const { ending = 'by-itself', digest = latest, again, light, replaced } = seen ?? {};
  const closed = await memory.attempt((table, now) => close(table, incident, { now, ending, latest: digest }));
  if (closed === false && !incident.closedAt) return acknowledge(look, alarm, `incident ${incident.id} rings again`);
  if (!again) return acknowledge(look, alarm, `incident ${incident.id} is closed; it could not be looked at again`);
  await memory.publishing(key);
  const news = { kind: 'closed', incidentId: incident.id, incident, ending, repeat, light } as const;
  // What mended it is told by the first certificate; otherwise one that was told already is no news.
  const doubts = { forgot: memory.forgot, replaced: ending === 'recovered' ? replaced?.first : replaced?.last };
  const words = report(again.diagnosis, again.evidence, { ...news, ...doubts });
  await send(look, words);
  const changes = knownChanges(again.evidence);
  await memory.attempt((table) => markKnown(table, incident, { changes }));
  log(look, alarm, { outcome: 'closed', ending, ...words.attributes });
}
