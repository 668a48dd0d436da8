import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles are made of. */
const SOURCES = ['bin', 'lambda', 'lib', 'terminal', 'package.json', 'package-lock.json'];

/** Whether anything that the bundles are made of is newer than `mark`, a file that the build writes last. */
export function isStale(root: string, mark: string): boolean {
  const made = modified(join(root, mark));
  return made === undefined || SOURCES.some((source) => newest(join(root, source)) > made);
}

function modified(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** A folder's own time tells of files that went away. */
function newest(path: string): number {
  const own = modified(path) ?? 0;
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return own;
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(own, ...files.map((file) => modified(join(path, file)) ?? 0));
}
