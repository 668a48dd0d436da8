import { writeFile } from 'node:fs/promises';
import { caseIds, loadCase } from '../lab/cases.ts';
import { fieldPage } from '../lab/field.ts';
import { ORIGIN_KINDS } from '../lab/origin-kinds.ts';
import { originsPage } from '../lab/origins-page.ts';

/** Writes docs/origins.md and docs/field.md from what the lab claims of each kind of origin, and of incidents of the field: `node --import tsx bin/origins.ts`. */
const cases = await Promise.all(caseIds().map(async (id) => [id, await loadCase(id)] as const));
await writeFile(new URL('../docs/origins.md', import.meta.url), originsPage(ORIGIN_KINDS, new Map(cases)));
await writeFile(new URL('../docs/field.md', import.meta.url), fieldPage());
