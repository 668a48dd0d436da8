import { type Bundle, loadBundle } from './bundle.ts';
import { caseIds, loadCase } from './cases.ts';
import { type Outcome, runCase } from './run.ts';
import { shortfalls } from './shortfalls.ts';

/** What the parent process is told of one case. */
export type Told = {
  readonly id: string;
  /** The id that the file itself declares. */
  readonly declared?: string;
  readonly outcome?: Outcome;
  /** Empty where the case went as expected. */
  readonly shortfalls: readonly string[];
};

/** Cases that run at the same time. */
const AT_ONCE = 6;

/** The bundle's own log lines would drown the test's. */
const log: string[] = [];
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = (...words: unknown[]) => void log.push(words.map(String).join(' '));
}

async function tell(id: string, bundle: Bundle): Promise<void> {
  process.send?.(await run(id, bundle).catch((error) => failed(id, error)));
}

async function run(id: string, bundle: Bundle): Promise<Told> {
  const wanted = await loadCase(id);
  const outcome = await runCase(wanted, bundle);
  return { id, declared: wanted.id, outcome, shortfalls: shortfalls(wanted, outcome) };
}

function failed(id: string, error: unknown): Told {
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id, shortfalls: [story, ...log.slice(-5)] };
}

/** Runs every case through the bundled handler in this process, outside of whatever forked it, and tells how each ended. */
async function main(): Promise<void> {
  const bundle = await loadBundle();
  const queue = caseIds().values();
  const worker = async () => {
    for (const id of queue) await tell(id, bundle);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.disconnect?.();
}

await main();
