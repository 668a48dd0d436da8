import { nextLook } from '../ending.ts';
import type { Look } from '../gather/sources.ts';
import { lookAt } from '../keep/schedule.ts';
import type { Incident } from '../model/incident.ts';
import { write } from './log.ts';

/** Has an incident looked at again when it is due. Where that fails nothing else does: people know of the incident. */
export async function lookLater(look: Look, incident: Incident): Promise<void> {
  const schedule = look.world.memory?.schedule;
  const at = nextLook(incident);
  if (!schedule || at === undefined) return;
  const { id, openedAt, comebacks, looks } = incident;
  const request = { originResponder: 'look-again', incident: id, openedAt, comebacks, look: looks + 1 } as const;
  try {
    await lookAt(request, at, schedule, look.world.aws);
  } catch (error) {
    write(look, { outcome: 'not scheduled', incidentId: id, at, error: String(error).slice(0, 300) });
  }
}
