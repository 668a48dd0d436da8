import type { Look } from '../gather/sources.ts';
import { readMutes } from '../keep/mutes.ts';
import type { Mute } from '../model/mute.ts';
import type { Report } from '../model/report.ts';
import { Memory, type Time } from './memory.ts';

/** What is muted at this moment, read once. Nothing is where memory cannot be read: never silence for want of memory. */
export function mutesInForce(time: Time): () => Promise<readonly Mute[]> {
  let read: Promise<readonly Mute[] | undefined> | undefined;
  return async () => {
    read ??= new Memory(time).attempt((table, now) => readMutes(table, now));
    return (await read) ?? [];
  };
}

type Named = Pick<Report['attributes'], 'distributionId' | 'ruleId' | 'incidentId'>;

/** The mute under which something falls, if any: by its distribution, its cause or its incident. */
export async function muteOf({ mutes }: Look, named: Partial<Named>): Promise<Mute | undefined> {
  const names: readonly unknown[] = [named.distributionId, named.ruleId, named.incidentId];
  return (await mutes?.())?.find(({ what }) => what !== 'none' && names.includes(what));
}
