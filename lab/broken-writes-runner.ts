import type { Faults } from './broken-calls.ts';
import type { Found } from './broken-calls-runner.ts';
import { breakCanary, breakWrites, written } from './broken-writes.ts';
import { loadBundle } from './bundle.ts';

/** Of what is called in the course of an alarm. */
const CASE = 'certificate-expired-candidate-exists';

/** Runs at the same time: most of the time is waiting. */
const AT_ONCE = 6;

for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => {};

process.once('message', async (asks: readonly Faults[]) => {
  const bundle = await loadBundle();
  const one = await written(CASE, bundle);
  const queue = asks.values();
  const wrongs = (ask: Faults) =>
    ask[0]?.operation === 'sns:ListSubscriptionsByTopic' ? breakCanary(ask, bundle) : breakWrites(ask, one, bundle);
  const tell = (found: Found) => process.send?.(found);
  const worker = async () => {
    for (const ask of queue) {
      tell({ key: JSON.stringify(ask), wrong: await wrongs(ask).catch((error: unknown) => [String(error)]) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.disconnect?.();
});
