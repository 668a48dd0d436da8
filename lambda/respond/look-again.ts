import { lookKey } from '../alarm-event/look-again.ts';
import { knownChanges, mayExplain } from '../came-to-light.ts';
import { capital } from '../capital.ts';
import { changesBetween } from '../ending.ts';
import type { Look } from '../gather/sources.ts';
import { readIncident } from '../keep/incidents.ts';
import { lookedAt, markKnown, markTold } from '../keep/told.ts';
import type { Incident } from '../model/incident.ts';
import type { LookAgain } from '../model/look-again.ts';
import type { News } from '../model/news.ts';
import { replacedInWords } from '../replaced.ts';
import { report } from '../report/report.ts';
import { lookAgainAt, type Seen } from './again.ts';
import { write } from './log.ts';
import { LEASE_MS, Memory, Waiting } from './memory.ts';
import { lookLater } from './schedule.ts';
import { send } from './send.ts';

/** An open incident is due to be looked at again: in silence, unless something has changed. */
export async function answerLook(look: Look, request: LookAgain): Promise<void> {
  const memory = new Memory(look);
  const incident = await memory.attempt((table) => readIncident(table, request.incident));
  if (memory.forgot !== undefined) throw new Error(`the incident could not be read: ${memory.forgot}`);
  if (!incident || !isDue(incident, request)) {
    return write(look, { outcome: 'acknowledged', incidentId: request.incident, why: 'there is nothing to look at' });
  }
  const key = lookKey(request);
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'claimed' });
  if (claim?.kind === 'told') return;
  if (claim?.kind === 'taken') throw new Waiting(`another handler is looking at incident ${incident.id}`);
  const next = await lookNow(look, memory, incident, { key, repeat: claim?.repeat ?? false });
  if (next) await lookLater(look, { ...incident, looks: incident.looks + 1 });
  await memory.done(key);
}

/** The next look at what is open, or closed with the fault still there. */
function isDue({ openedAt, comebacks, looks, closedAt, ending }: Incident, request: LookAgain): boolean {
  const isOpen = closedAt === undefined || ending === 'still-there';
  const isNext = looks + 1 === request.look && comebacks === request.comebacks && openedAt === request.openedAt;
  return isOpen && isNext;
}

/** Looks, tells what has changed, and remembers. False where there is nothing left to look for. */
async function lookNow(
  look: Look,
  memory: Memory,
  incident: Incident,
  { key, repeat }: { readonly key: string; readonly repeat: boolean },
): Promise<boolean> {
  const seen = await lookAgainAt(look, incident);
  const news = seen && newsOf(incident, seen);
  if (seen && news) {
    await memory.publishing(key);
    const words = report(seen.again.diagnosis, seen.again.evidence, { ...news, repeat, forgot: memory.forgot });
    await send(look, words);
    const changes = knownChanges(seen.again.evidence);
    await memory.attempt((table) => markKnown(table, incident, { changes }));
    write(look, { outcome: 'looked again', ...words.attributes });
  } else {
    write(look, { outcome: 'looked again', incidentId: incident.id, why: 'nothing has changed' });
  }
  if (news?.kind === 'back-again') await markComeback(memory, incident);
  const { digest: latest = incident.latest, ending } = seen ?? {};
  await memory.attempt((table) => lookedAt(table, incident, { latest, ...(ending && { ending }) }));
  return incident.closedAt === undefined || ending !== 'recovered';
}

/** What people should hear of a look, if anything. */
function newsOf(incident: Incident, { ending, digest, light, replaced: { first, last } }: Seen): News | undefined {
  const base = { incidentId: incident.id, incident, light };
  if (incident.closedAt !== undefined && ending === 'recovered') {
    return { ...base, kind: 'closed', ending, ...(first && { replaced: first }) };
  }
  const changes = [...changesBetween(incident.latest, digest), ...(last ? [capital(replacedInWords(last))] : [])];
  if (changes.length > 0 || mayExplain(incident, light).length > 0)
    return { ...base, kind: 'changed', changes, ...(last && { replaced: last }) };
  const isUntold = incident.comebacks > incident.comebacksTold && incident.closedAt === undefined;
  return isUntold ? { ...base, kind: 'back-again' } : undefined;
}

/** It came back in silence, for it had come and gone so often, and this time it stays. */
async function markComeback(memory: Memory, incident: Incident): Promise<void> {
  const due = { kind: 'back-again', count: incident.comebacks } as const;
  await memory.attempt((table) => markTold(table, incident, due, { causes: [] }));
}
