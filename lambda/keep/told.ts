import type { Digest, Due, Ending, Incident } from '../model/incident.ts';
import { digestText, incidentOf, itemOf } from './incident-item.ts';
import { type Change, change, type Table } from './table.ts';

type Named = Pick<Incident, 'id' | 'openedAt'>;

/** What people know since a message was sent: changes, as `changeKey` names them, and what a later look is held against. */
export type Known = { readonly changes: readonly string[]; readonly latest?: Digest };

/** `causes`: those that the first message told of. `known`: what the message told beside; absent for whoever did not send it. */
export type Told = { readonly causes: readonly string[]; readonly known?: Known };

/**
 * Remembers in one write that people have been told. What was told meanwhile by others is never taken back; answers the incident
 * as it is then, undefined where that was so or it is another course of it. Throws where memory fails.
 */
export async function markTold(
  table: Table,
  incident: Named,
  due: Due,
  { causes, known }: Told,
): Promise<Incident | undefined> {
  const marked = await edit(table, incident, [...dueEdits(due, causes), ...(known ? [knownEdit(known)] : [])]);
  if (!marked && known) await markKnown(table, incident, known);
  return marked;
}

/** Remembers what a message told beside what was due. Whoever sent it does, and nobody for it. Throws where memory fails. */
export async function markKnown(table: Table, incident: Named, known: Known): Promise<void> {
  await edit(table, incident, [knownEdit(known)]);
}

/** A part of one write: what is set, what is added to sets, and on which condition. */
type Edit = {
  readonly set?: string;
  readonly add?: string;
  readonly condition?: string;
  readonly values: Change['values'];
};

function dueEdits(due: Due, causes: readonly string[]): Edit[] {
  switch (due.kind) {
    case 'diagnosis':
      return [countEdit('told', 1), causesEdit(causes)];
    case 'joined':
      return [countEdit('told', due.count)];
    case 'back-again':
      return [countEdit('comebacksTold', due.count)];
    case 'changed':
      return [causesEdit(due.causes)];
  }
}

function countEdit(name: string, count: number): Edit {
  return { set: `${name} = :count`, condition: `${name} < :count`, values: { ':count': count } };
}

function causesEdit(causes: readonly string[]): Edit {
  return causes.length === 0 ? { values: {} } : { add: 'causesTold :causes', values: { ':causes': causes } };
}

function knownEdit({ changes, latest }: Known): Edit {
  return {
    ...(latest && { set: 'latest = :latest' }),
    ...(changes.length > 0 && { add: 'changesTold :changes' }),
    values: {
      ...(latest && { ':latest': digestText(latest) }),
      ...(changes.length > 0 && { ':changes': changes }),
    },
  };
}

async function edit(table: Table, { id, openedAt }: Named, edits: readonly Edit[]): Promise<Incident | undefined> {
  const set = edits.flatMap((one) => one.set ?? []).join(', ');
  const add = edits.flatMap((one) => one.add ?? []).join(', ');
  if (set + add === '') return undefined;
  const item = await change(table, itemOf(id), {
    update: [set && `SET ${set}`, add && `ADD ${add}`].join(' ').trim(),
    condition: ['openedAt = :openedAt', ...edits.flatMap(({ condition }) => condition ?? [])].join(' AND '),
    values: Object.assign({ ':openedAt': openedAt }, ...edits.map(({ values }) => values)),
  });
  return item && incidentOf(id, item);
}

/** Remembers a look: which one it was, what was seen, and how it stands where it was closed with the fault still there. */
export async function lookedAt(
  table: Table,
  { id, openedAt, comebacks, looks, ending: before }: Incident,
  { latest, ending }: { readonly latest: Digest; readonly ending?: Ending },
): Promise<void> {
  const end = before !== undefined && ending !== undefined;
  await change(table, itemOf(id), {
    update: `SET looks = :next, latest = :latest${end ? ', ending = :ending' : ''}`,
    condition: 'openedAt = :openedAt AND comebacks = :comebacks AND looks = :looks',
    values: {
      ':next': looks + 1,
      ':looks': looks,
      ':latest': digestText(latest),
      ':openedAt': openedAt,
      ':comebacks': comebacks,
      ...(end && { ':ending': ending }),
    },
  });
}
