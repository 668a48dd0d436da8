import { writeFile } from 'node:fs/promises';
import { causesPage } from '../lambda/causes-page.ts';
import { rules } from '../lambda/rules/index.ts';

/** Writes docs/causes.md from the rules. Run it after any change of a rule's words: `node --import tsx bin/causes.ts`. */
await writeFile(new URL('../docs/causes.md', import.meta.url), causesPage(rules));
