import { createHash } from 'node:crypto';
import { change, expiry, read, type Table } from './table.ts';

/** Who does a thing, until when, and how far it has come: `publishing` is set right before people are told, `told` right after. */
export type Stage = 'claimed' | 'publishing' | 'told';

/** One handler's hold on a thing that shall be done once. `holder` is nobody else's. */
export type Hold = { readonly key: string; readonly holder: string };

/** `repeat`: whoever had it before may have told people already, and did not live to say so. */
export type Claim =
  | { readonly kind: 'mine'; readonly repeat: boolean }
  | { readonly kind: 'told' }
  /** Another handler has it, and its lease lasts. */
  | { readonly kind: 'taken' };

export type Lease = {
  /** Milliseconds. */
  readonly now: number;
  readonly leaseMs: number;
  readonly stage: Exclude<Stage, 'told'>;
};

/** Longer than anything that was once done can come again: a queue keeps a message for 14 days at most, its dead letters for 14 more. */
const REMEMBERED_DAYS = 30;

/** Claims a thing for `holder`. One claim of many at once gets it; an expired one is taken over. Throws where memory fails. */
export async function claim(table: Table, { key, holder }: Hold, { now, leaseMs, stage }: Lease): Promise<Claim> {
  const id = idOf(key);
  const before = await change(
    table,
    id,
    {
      update: 'SET stage = :stage, holder = :holder, leaseUntil = :until, expiresAt = :expires',
      // The SDK may repeat a write whose answer was lost: what is mine already is mine.
      condition: 'attribute_not_exists(id) OR holder = :holder OR (stage <> :told AND leaseUntil < :now)',
      values: {
        ':stage': stage,
        ':holder': holder,
        ':until': now + leaseMs,
        ':now': now,
        ':told': 'told',
        ':expires': expiry(now, REMEMBERED_DAYS),
      },
    },
    'ALL_OLD',
  );
  if (before) return { kind: 'mine', repeat: before.stage?.S === 'publishing' && before.holder?.S !== holder };
  const known = await read(table, id);
  return { kind: known.stage?.S === 'told' ? 'told' : 'taken' };
}

/** Says how far it has come. False where another handler has taken it over. Throws where memory fails. */
export async function mark(table: Table, { key, holder }: Hold, stage: Stage): Promise<boolean> {
  const marked = await change(table, idOf(key), {
    update: 'SET stage = :stage',
    condition: 'holder = :holder',
    values: { ':stage': stage, ':holder': holder },
  });
  return marked !== undefined;
}

/** Keys hold names from outside and may be long: only their hash is kept. */
function idOf(key: string): string {
  return `once#${createHash('sha256').update(key).digest('hex')}`;
}
