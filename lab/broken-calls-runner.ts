import { breakCalls, casesFor, type Faults, type Sound, soundCases } from './broken-calls.ts';
import { type Bundle, loadBundle } from './bundle.ts';

/** What came of it, by the JSON of what was asked; empty where people still get the truth and the loss is told. */
export type Found = { readonly key: string; readonly wrong: readonly string[] };

/** Runs at the same time: most of the time is waiting. */
const AT_ONCE = 8;

for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => {};

process.once('message', async (asks: readonly Faults[]) => {
  const bundle = await loadBundle();
  const cases = await soundCases(bundle);
  const queue = asks.values();
  const worker = async () => {
    for (const ask of queue) process.send?.({ key: JSON.stringify(ask), wrong: await wrongs(ask, cases, bundle) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.disconnect?.();
});

/** Case after case, until one tells the loss. Of two that fail together the first one chooses the cases, and need not be told. */
async function wrongs(ask: Faults, cases: readonly Sound[], bundle: Bundle): Promise<readonly string[]> {
  const [first, ...more] = ask;
  const chosen = first ? casesFor(first.operation, cases) : [];
  let left: readonly string[] = [`no case of the lab calls ${first?.operation}`];
  for (const sound of chosen) {
    const { wrong, untold } = await breakCalls(ask, sound, bundle).catch((error) => ({
      wrong: [String(error)],
      untold: [],
    }));
    const name = (one: string) => `${sound.wanted.id}: ${one}`;
    if (wrong.length > 0) return wrong.map(name);
    if (untold.length === 0 || more.length > 0) return [];
    left = untold.map(name);
  }
  return left;
}
