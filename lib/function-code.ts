import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Folder of the built function: beside this file's folder in the package (`dist/lib`, `dist/bin`), under `dist` in the
 * source tree. Throws where nobody has built it.
 */
export function functionCode(): string {
  const places = ['../lambda', '../dist/lambda'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(`${place}/respond.mjs`));
  if (found === undefined) throw new Error('the function is not built: run `npm run build` first');
  return found;
}
