import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The cause's page in a rule's file, as the formatter lays it out. */
const PAGE = /\n {2}about: \{\n[\s\S]*?\n {2}\},\n/;

/** The pages of docs/causes.md stand with their rules, and no bundle reads them: they stay out. */
export const withoutPages: Plugin = {
  name: 'without-pages',
  setup(build) {
    build.onLoad({ filter: /[\\/]lambda[\\/]rules[\\/][a-z0-9-]+\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return { contents: code.replace(PAGE, '\n'), loader: 'ts' };
    });
  },
};
