import { setTimeout as pause } from 'node:timers/promises';
import type { Look } from '../gather/sources.ts';
import { dueKey, nextDue } from '../incident.ts';
import { readIncident } from '../keep/incidents.ts';
import { type Known, markTold } from '../keep/told.ts';
import type { Arrival, Due, Incident } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { withHistory } from '../replaced.ts';
import { type Memory, Waiting } from './memory.ts';
import { sendOnce } from './send.ts';

/** While another handler sends what is due, this one looks whether it is done, ever less often: as long as a lease lasts, and a little more. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 3_000, 4_000, 5_000, 5_000];

/** How a message about an incident is worded. */
export type Words = (news: News) => Report;

/** What this handler told people itself, in order. */
export type Settled = readonly { readonly due: Due; readonly report: Report }[];

/**
 * Sees to it that people know of an incident all that they must before this arrival may be acknowledged: sends what is due,
 * or waits until another handler has sent it. Throws `Waiting` where that takes too long.
 */
export async function settle(
  look: Look,
  memory: Memory,
  first: Incident,
  arrival: Arrival,
  words: Words,
): Promise<Settled> {
  const sent: { due: Due; report: Report }[] = [];
  let incident = first;
  const pauses = PAUSES_MS.values();
  for (;;) {
    const due = nextDue(incident, arrival);
    if (!due) return sent;
    const news = newsOf(incident, due);
    const outcome = await sendOnce(look, memory, dueKey(incident, due), (doubts) => words({ ...news, ...doubts }));
    if (typeof outcome === 'object') sent.push({ due, report: outcome });
    const known = typeof outcome === 'object' ? knownBy(incident, arrival, due) : undefined;
    const marked =
      outcome === 'taken'
        ? await aWhile(pauses, incident, look.ending)
        : await memory.attempt((table) => markTold(table, incident, due, { causes: arrival.digest.causes, known }));
    const now = marked ?? (await memory.attempt((table) => readIncident(table, incident.id)));
    if (!now)
      return outcome === 'taken'
        ? [...sent, await alone(look, memory, { due, key: dueKey(incident, due) }, words, news)]
        : sent;
    incident = now;
  }
}

/** A later look is held against what was told last of the distribution that it looks at. */
export function knownBy(
  { example, latest }: Pick<Incident, 'example' | 'latest'>,
  { distribution, digest, changes }: Arrival,
  due?: Due,
): Known {
  if (due?.kind === 'diagnosis' || distribution !== example) return { changes };
  const served = withHistory(digest.served, latest.served);
  return { changes, latest: { ...digest, ...(served && { served }) } };
}

/** Where our own time is up, the message comes again: better than being ended in the middle of nine others. */
async function aWhile(pauses: Iterator<number>, { id }: Incident, signal?: AbortSignal): Promise<undefined> {
  const { value, done } = pauses.next();
  if (done) throw new Waiting(`another handler has been telling of incident ${id} for too long`);
  // Not all of those who wait shall ask at the same moment.
  await pause(value * (0.5 + Math.random()), undefined, signal ? { signal } : {}).catch(() => undefined);
  if (signal?.aborted)
    throw new Waiting(`another handler is still telling of incident ${id}, and there is no time left`);
}

/** Memory was lost while another handler was at it: nobody's promise is enough. */
async function alone(
  look: Look,
  memory: Memory,
  { due, key }: { readonly due: Due; readonly key: string },
  words: Words,
  news: News,
): Promise<Settled[number]> {
  const report = await sendOnce(look, memory, `${key} alone`, (doubts) => words({ ...news, ...doubts }));
  if (typeof report !== 'object') throw new Waiting('memory is back, and another handler is at it');
  return { due, report };
}

function newsOf(incident: Incident, due: Due): News {
  const base = { kind: due.kind, incidentId: incident.id, incident };
  return due.kind === 'changed' ? { ...base, causes: due.causes } : base;
}
