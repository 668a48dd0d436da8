import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Mute } from '../model/mute.ts';
import { read, type Table } from './table.ts';

/** One item holds all of them, so that one read tells every one: its attributes are named by what is muted, and say until when. */
const ITEM = 'mutes';

/** A distribution's id, a rule's id, an incident's id. */
const WHAT = /^[A-Za-z0-9-]{3,64}$/;

const DAY_MS = 86_400_000;

/** The longest mute: a slip of the pen in the year shall not silence anything for good. */
export const MAX_MUTE_DAYS = 31;

/** The mutes in force at `now` (milliseconds). Throws where memory fails. */
export async function readMutes(table: Table, now: number): Promise<Mute[]> {
  return toMutes(await read(table, ITEM), now);
}

/** Those in the item that can be understood and are in force; whatever else stands there mutes nothing. */
export function toMutes(item: Readonly<Record<string, AttributeValue>>, now: number): Mute[] {
  return Object.entries(item).flatMap(([what, { S: until = '' }]) => {
    const end = Date.parse(until);
    const isInForce = end > now && end <= now + MAX_MUTE_DAYS * DAY_MS;
    return WHAT.test(what) && isInForce ? [{ what, until: new Date(end).toISOString() }] : [];
  });
}
