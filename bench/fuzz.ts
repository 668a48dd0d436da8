import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { campaign } from './fuzz/campaign.ts';
import { SURFACES } from './fuzz/surfaces.ts';
import { trial } from './fuzz/trial.ts';

/** Longer than any input takes, many times over, on a busy machine. */
const LIMIT_MS = 5_000;

const USAGE = `usage: npm run fuzz -- [--seconds N] [--runs N] [--seed N] [--only NAME] [--keep DIR]
       npm run fuzz -- --again FILE    one kept input once more
NAME: ${SURFACES.map(({ name }) => name).join(', ')}`;

/** Throws hostile input at whatever takes input, until told to stop; exit status 1 where something gave way. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ...{ seconds: { type: 'string' }, runs: { type: 'string' }, seed: { type: 'string' } },
      ...{ only: { type: 'string' }, keep: { type: 'string' }, again: { type: 'string' } },
    },
  });
  if (values.again !== undefined) return again(values.again);
  const [seconds, runs] = [values.seconds, values.runs].map((text) => Number(text ?? Number.POSITIVE_INFINITY));
  const seed = Number(values.seed ?? Date.now() % 2 ** 32);
  const surfaces = SURFACES.filter(({ name }) => values.only === undefined || name === values.only);
  const [until = Number.NaN, most = Number.NaN] = [seconds, runs];
  if (surfaces.length === 0 || [until, most, seed].some(Number.isNaN)) throw new Error(USAGE);
  const keep = values.keep ?? join(tmpdir(), `origin-responder-fuzz-${seed}`);
  return hunt(surfaces, { seed, seconds: until, runs: most, keep });
}

type Hunt = { readonly seed: number; readonly seconds: number; readonly runs: number; readonly keep: string };

async function hunt(surfaces: typeof SURFACES, { seed, seconds, runs, keep }: Hunt): Promise<number> {
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
  });
  console.log(`seed ${seed}; what is found is kept in ${keep}; Ctrl-C ends it`);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const isOver = () => stopped || elapsed() >= seconds;
  const { inputs, found } = await campaign(surfaces, { seed, runs, limitMs: LIMIT_MS, keep, isOver });
  for (const { file, problem } of found) console.log(`${file}\n  ${problem.split('\n')[0]}`);
  console.log(`${inputs} inputs in ${elapsed().toFixed(1)} s, ${found.length} found`);
  return found.length > 0 ? 1 : 0;
}

/** The name of a kept file begins with the surface that it is for. */
async function again(file: string): Promise<number> {
  const surface = SURFACES.find(({ name }) => basename(file).startsWith(`${name}-`));
  if (!surface) throw new Error(USAGE);
  const problem = await trial(surface, readFileSync(file), LIMIT_MS);
  console.log(problem ?? 'nothing found');
  return problem === undefined ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 2;
});
