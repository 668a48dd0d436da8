import type { OriginRow } from './kinds/claim.ts';
import { LOAD_BALANCERS } from './kinds/load-balancers.ts';
import { PLACES } from './kinds/places.ts';
import { SERVICES } from './kinds/services.ts';

/** Every kind of origin, in README's order. Its table and docs/origins.md are made of this, and the lab is held to it. */
export const ORIGIN_KINDS: readonly OriginRow[] = [...LOAD_BALANCERS, ...SERVICES, ...PLACES];

/** Between the entries of a cell. */
export const ENTRY = '; ';

/** README's table, line by line. */
export function originTable(rows: readonly OriginRow[] = ORIGIN_KINDS): string[] {
  const line = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const words = (claims: OriginRow['read']) => sentence(claims.map(({ what }) => what).join(ENTRY));
  return [
    line('Origin', 'Read beside the dial', 'Decided without one'),
    line('---', '---', '---'),
    ...rows.map(({ origin, read, decided }) => line(origin, words(read), words(decided))),
  ];
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
