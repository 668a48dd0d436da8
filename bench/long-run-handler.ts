import { setImmediate as turn } from 'node:timers/promises';
import { loadBundle } from '../lab/bundle.ts';
import { SCHEDULE, TABLE } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { type Whereabouts, worldAt } from '../lab/world.ts';
import { type Connections, counted } from './counted.ts';

/** What a handler in a process of its own is told. */
export type Marathon = {
  readonly whereabouts: Whereabouts;
  readonly endpoint: string;
  /** The lab's root, PEM. */
  readonly trustAnchor: string;
  readonly distributionIds: readonly string[];
  readonly diagnoses: number;
  /** Diagnoses between two samples. */
  readonly step: number;
};

/** The process after so many diagnoses, all that can be collected collected. */
export type Sample = {
  readonly diagnoses: number;
  readonly heapMiB: number;
  readonly rssMiB: number;
  /** What keeps the process alive, by Node's own count: sockets, timers. */
  readonly handles: number;
  /** Connections to origins. */
  readonly open: number;
};

/** Messages that SQS hands over at once, and that the handler works on side by side. */
const BATCH = 10;

/** Deadlines that were not needed are let go of when they would have come: the handler's own is 55 s. */
const REMAINING_MS = 20_000;

async function run(marathon: Marathon): Promise<void> {
  const { whereabouts, endpoint, trustAnchor, distributionIds, diagnoses, step } = marathon;
  const memory = { tableName: TABLE, schedule: SCHEDULE, answerMs: 30_000 };
  const silent = { onEvidence: () => {}, log: () => {} };
  const world = worldAt(whereabouts, { endpoint, trustAnchor, now: new Date(), memory, ...silent });
  const { dial, connections } = counted(world);
  const handler = (await loadBundle()).createHandler({ ...world, dial });
  const at = new Date().toISOString();
  // The first step is not counted: what is loaded and compiled once is no growth.
  for (let done = -step; done < diagnoses; done += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, index) => step + done + index);
    const alarms = numbers.map((n) => {
      return eventBridge({
        distributionId: distributionIds[n % distributionIds.length] ?? '',
        alarmName: `alarm-${n}`,
        at,
      });
    });
    const answer = await handler(sqs(alarms), CONTEXT);
    if (JSON.stringify(answer) !== '{"batchItemFailures":[]}')
      throw new Error(`an alarm failed: ${JSON.stringify(answer)}`);
    if (done >= 0 && (done + BATCH) % step === 0) process.send?.(await sample(done + BATCH, connections));
  }
}

const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => REMAINING_MS };

/** What has been closed is gone two turns of the event loop later. */
async function sample(diagnoses: number, connections: Connections): Promise<Sample> {
  await turn();
  await turn();
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  return { diagnoses, heapMiB: heapUsed / 2 ** 20, rssMiB: rss / 2 ** 20, handles, open: connections.open };
}

process.once('message', async (marathon: Marathon) => {
  await run(marathon);
  process.disconnect?.();
});
