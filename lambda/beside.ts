import { impactOf } from './impact.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { Finding } from './model/finding.ts';
import { nearestFirst, onsetOf } from './onset.ts';
import { ownedBy } from './ownership.ts';

/** Changes that a diagnosis tells. */
const MAX_CHANGES = 10;

/** What happened beside the fault: when viewers got errors, and who changed what before. */
export function around({ alarm, examinedAt, observations }: Evidence): Pick<Diagnosis, 'impact' | 'changes'> {
  const { traffic, changes } = observations ?? {};
  const impact = traffic?.status === 'observed' ? impactOf(traffic.value) : undefined;
  const all = changes?.status === 'observed' ? changes.value.changes : [];
  const told = nearestFirst(all, onsetOf({ alarm, examinedAt, impact })).slice(0, MAX_CHANGES);
  return { ...(impact && { impact }), ...(told.length > 0 && { changes: told }) };
}

/** Who owns what the leading finding's remedy would change. */
export function ownerOf([primary]: readonly Finding[], { observations }: Evidence): Pick<Diagnosis, 'owned'> {
  const { owners } = observations ?? {};
  const owned = primary && owners?.status === 'observed' ? ownedBy(primary.remedy, owners.value) : undefined;
  return owned ? { owned } : {};
}
