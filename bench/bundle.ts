import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Figure, median } from './figure.ts';

const FOLDER = new URL('../dist/lambda/', import.meta.url);
const RUNS = 9;

/** What a cold start pays for: bytes that are deployed, bytes that are read at once, and the time to import them. */
export function bundleFigures(): Figure[] {
  const files = readdirSync(FOLDER).map((name) => ({ name, bytes: readFileSync(new URL(name, FOLDER)) }));
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const packed = files.reduce((sum, { bytes }) => sum + gzipSync(bytes).length, 0);
  const atOnce = importedAtOnce('respond.mjs', new Set());
  const read = files.filter(({ name }) => atOnce.has(name)).reduce((sum, { bytes }) => sum + bytes.length, 0);
  const node = execFileSync(process.execPath, ['--version'], { encoding: 'utf8' }).trim();
  return [
    { what: 'function, all files', value: total, unit: 'bytes' },
    { what: 'function, all files, gzipped', value: packed, unit: 'bytes' },
    { what: 'read when it is imported', value: read, unit: 'bytes' },
    {
      what: `import on Node ${node} (median of ${RUNS})`,
      value: median(Array.from({ length: RUNS }, importTime)),
      unit: 'ms',
    },
  ];
}

/** Follows the static imports of a chunk. */
function importedAtOnce(name: string, seen: Set<string>): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  for (const [, file] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) if (file) importedAtOnce(file, seen);
  return seen;
}

function importTime(): number {
  const script = `const t=performance.now();await import(${JSON.stringify(new URL('respond.mjs', FOLDER).href)});console.log(performance.now()-t)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}
