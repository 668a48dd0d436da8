import { readdirSync } from 'node:fs';
import type { Case } from './case.ts';

const FOLDER = new URL('./cases/', import.meta.url);

/** Ids of all cases, in alphabetical order: the names of the files. */
export function caseIds(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .toSorted();
}

/** Loads one case; `id` is one of `caseIds()`. */
export async function loadCase(id: string): Promise<Case> {
  const { default: found }: { default: Case } = await import(new URL(`${id}.ts`, FOLDER).href);
  return found;
}
