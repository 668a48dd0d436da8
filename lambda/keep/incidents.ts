import type { Arrival, Digest, Ending, Incident } from '../model/incident.ts';
import { digestText, incidentOf, itemOf } from './incident-item.ts';
import { type Change, change, expiry, read, type Table } from './table.ts';

/** `now`: milliseconds. `flappingMs`: what comes back within this time is the same incident. */
export type Moment = { readonly now: number; readonly flappingMs: number };

/** An incident of which nothing was heard for so long is forgotten. */
const REMEMBERED_DAYS = 30;

/** A change that another handler made in between changes the question; it cannot happen often. */
const ROUNDS = 5;

/**
 * Counts one distribution with its alarm among an incident, whatever state it is in: open, or to be opened, or closed a
 * short or a long time ago. Each is one conditional write that only adds to sets, so that any number of handlers may do it
 * at the same time and twice. Answers the incident as it is then. Throws where memory fails.
 */
export async function arrive(table: Table, arrival: Arrival, moment: Moment): Promise<Incident> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of [joining, returning, beginning]) {
      const item = await change(table, itemOf(arrival.incidentId), way(arrival, moment));
      if (item) return incidentOf(arrival.incidentId, item);
    }
  }
  throw new Error(`incident ${arrival.incidentId} changed under our hands ${ROUNDS} times`);
}

/** While it is open, or nobody has heard of it. */
function joining(arrival: Arrival, { now }: Moment): Change {
  const kept = ['openedAt', 'since', 'example', 'digest', 'latest', 'told', 'comebacks', 'comebacksTold', 'looks'];
  const values = valuesOf(arrival, now);
  return {
    update: `SET expiresAt = :expires, ${kept.map((name) => `${name} = if_not_exists(${name}, :${name})`).join(', ')} ADD ${SETS}`,
    condition: 'attribute_not_exists(closedAt) AND (attribute_not_exists(expiresAt) OR expiresAt > :seconds)',
    values: { ...values, ':seconds': Math.floor(now / 1_000) },
  };
}

/** Where it was closed a short time ago: the same incident goes on. */
function returning(arrival: Arrival, { now, flappingMs }: Moment): Change {
  const values = valuesOf(arrival, now);
  const used = [':expires', ':since', ':looks', ':distributions', ':ringing', ':causes'];
  return {
    update: `SET expiresAt = :expires, since = :since, looks = :looks REMOVE closedAt, ending ADD comebacks :one, ${SETS}`,
    condition: 'closedAt > :limit',
    values: { ...pick(values, used), ':one': 1, ':limit': iso(now - flappingMs) },
  };
}

/** Where it was closed a long time ago, or its end was never heard of: all begins anew. */
function beginning(arrival: Arrival, { now, flappingMs }: Moment): Change {
  const values = valuesOf(arrival, now);
  const names = Object.keys(values).filter((name) => name !== ':expires');
  return {
    update: `SET expiresAt = :expires, ${names.map((name) => `${name.slice(1)} = ${name}`).join(', ')} REMOVE closedAt, ending, causesTold, changesTold`,
    condition: 'closedAt <= :limit OR expiresAt <= :seconds',
    values: { ...values, ':limit': iso(now - flappingMs), ':seconds': Math.floor(now / 1_000) },
  };
}

const SETS = 'distributions :distributions, ringing :ringing, causes :causes';

/** A set must not be empty: where nothing was found there is the cause of that name. */
const NO_CAUSE = ['none'];

function valuesOf({ distribution, alarm, digest }: Arrival, now: number): Change['values'] {
  const text = digestText(digest);
  return {
    ':expires': expiry(now, REMEMBERED_DAYS),
    ':openedAt': iso(now),
    ':since': iso(now),
    ':example': distribution,
    ':digest': text,
    ':latest': text,
    ':told': 0,
    ':comebacks': 0,
    ':comebacksTold': 0,
    ':looks': 0,
    ':distributions': [distribution],
    ':ringing': [alarm],
    ':causes': digest.causes.length > 0 ? digest.causes : NO_CAUSE,
  };
}

function pick(values: Change['values'], names: readonly string[]): Change['values'] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** An incident as it is; undefined where there is none. Throws where memory fails. */
export async function readIncident(table: Table, id: string): Promise<Incident | undefined> {
  const item = await read(table, itemOf(id));
  return item.openedAt ? incidentOf(id, item) : undefined;
}

/** One of its alarms is quiet. Answers the incident as it is then; undefined where it does not know the alarm's incident any more. */
export async function quieten(table: Table, id: string, alarm: string): Promise<Incident | undefined> {
  const item = await change(table, itemOf(id), {
    update: 'DELETE ringing :ringing',
    condition: 'attribute_exists(openedAt)',
    values: { ':ringing': [alarm] },
  });
  return item && incidentOf(id, item);
}

/** Closes it, if nothing rings (again) and it is still the same course of it. False where it is not, or was closed before. */
export async function close(
  table: Table,
  { id, openedAt, comebacks }: Incident,
  { now, ending, latest }: { readonly now: number; readonly ending: Ending; readonly latest: Digest },
): Promise<boolean> {
  const closed = await change(table, itemOf(id), {
    update: 'SET closedAt = :closedAt, ending = :ending, latest = :latest',
    condition:
      'openedAt = :openedAt AND comebacks = :comebacks AND attribute_not_exists(ringing) AND attribute_not_exists(closedAt)',
    values: {
      ':closedAt': iso(now),
      ':ending': ending,
      ':latest': digestText(latest),
      ':openedAt': openedAt,
      ':comebacks': comebacks,
    },
  });
  return closed !== undefined;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
