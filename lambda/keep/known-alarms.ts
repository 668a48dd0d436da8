import type { KnownAlarm } from '../model/incident.ts';
import { knownAlarmOf } from './incident-item.ts';
import { change, expiry, type Table } from './table.ts';

/** An alarm that was not heard of for so long is forgotten. */
const REMEMBERED_DAYS = 30;

/** An alarm rang for an incident. Answers what was known of the alarm before. Throws where memory fails. */
export async function rang(
  table: Table,
  alarm: string,
  { incidentId, changedAt, now }: { readonly incidentId: string; readonly changedAt: string; readonly now: number },
): Promise<KnownAlarm> {
  const values = { ':incidents': [incidentId], ':expires': expiry(now, REMEMBERED_DAYS) };
  const update = 'SET expiresAt = :expires ADD incidents :incidents';
  const id = idOf(alarm);
  const newest = { update: update.replace('SET ', 'SET alarmAt = :at, '), values: { ...values, ':at': changedAt } };
  const condition = 'attribute_not_exists(alarmAt) OR alarmAt <= :at';
  const before =
    (await change(table, id, { ...newest, condition }, 'ALL_OLD')) ??
    (await change(table, id, { update, values }, 'ALL_OLD'));
  return knownAlarmOf(before ?? {});
}

/** An alarm went to OK. Answers what is known of it; undefined where something newer is known. Throws where memory fails. */
export async function fellQuiet(
  table: Table,
  alarm: string,
  { changedAt, now }: { readonly changedAt: string; readonly now: number },
): Promise<KnownAlarm | undefined> {
  const item = await change(table, idOf(alarm), {
    update: 'SET okAt = :at, expiresAt = :expires',
    condition: '(attribute_not_exists(okAt) OR okAt <= :at) AND (attribute_not_exists(alarmAt) OR alarmAt <= :at)',
    values: { ':at': changedAt, ':expires': expiry(now, REMEMBERED_DAYS) },
  });
  return item && knownAlarmOf(item);
}

function idOf(alarm: string): string {
  return `alarm#${alarm}`;
}
