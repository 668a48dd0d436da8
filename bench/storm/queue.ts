import { eventBridge, sqs } from '../../lab/events.ts';
import type { Alarm } from './causes.ts';
import type { Sandbox } from './sandbox.ts';

/** As `lib/responder.ts` sets up the queue and the function's event source. */
export const BATCH = 10;
export const HANDLERS = 10;
export const TRIES = 3;
export const VISIBILITY_MS = 360_000;

/** One message of the queue. */
type Message = { readonly body: string; receives: number };

/** What became of the messages. */
export type Delivered = {
  /** By the clock of `performance`. */
  readonly beganAt: number;
  /** Deliveries of single messages. */
  deliveries: number;
  batches: number;
  /** Invocations that Lambda would have ended. */
  ended: number;
  /** Milliseconds that each invocation took. */
  readonly took: number[];
  /** Messages that were given up. */
  deadLetters: number;
  /** When each round began, in milliseconds since the first one, waiting for messages to be seen again not counted. */
  readonly rounds: number[];
};

/** `state` of each alarm at `at` (ISO 8601). */
export type News = { readonly state: 'ALARM' | 'OK'; readonly at: string };

/** Opens handlers whose clocks show so much (in milliseconds) later than the first ones' did. */
export type Open = (laterMs: number, count: number) => Promise<readonly Sandbox[]>;

/**
 * SQS and Lambda's poller: batches of ten, ten handlers; what fails is seen again when its visibility timeout is over. Nobody waits
 * for that here: handlers of a later time take what is left, so that rounds follow each other.
 */
export async function deliverAll(
  alarms: readonly Alarm[],
  { state, at }: News,
  open: Open,
  laterMs = 0,
): Promise<Delivered> {
  const beganAt = performance.now();
  const told: Delivered = { beganAt, deliveries: 0, batches: 0, ended: 0, took: [], deadLetters: 0, rounds: [] };
  let waiting: Message[] = alarms.map(({ name: alarmName, distributionId }) => ({
    body: JSON.stringify(eventBridge({ distributionId, alarmName, state, at })),
    receives: 0,
  }));
  while (waiting.length > 0) {
    const round = told.rounds.push(performance.now() - beganAt) - 1;
    const handlers = await open(laterMs + round * VISIBILITY_MS, Math.min(HANDLERS, Math.ceil(waiting.length / BATCH)));
    const failed = await deliverRound(waiting, handlers, told);
    await Promise.all(handlers.map((handler) => handler.close()));
    waiting = failed.filter(({ receives }) => receives < TRIES);
    told.deadLetters += failed.length - waiting.length;
  }
  return told;
}

/** Every message once; answers those that must come again. */
async function deliverRound(waiting: Message[], handlers: readonly Sandbox[], told: Delivered): Promise<Message[]> {
  const failed: Message[] = [];
  const poll = async (handler: Sandbox) => {
    while (waiting.length > 0) failed.push(...(await deliver(waiting.splice(0, BATCH), handler, told)));
  };
  await Promise.all(handlers.map(poll));
  return failed;
}

async function deliver(batch: readonly Message[], handler: Sandbox, told: Delivered): Promise<readonly Message[]> {
  for (const message of batch) message.receives += 1;
  told.deliveries += batch.length;
  told.batches += 1;
  const event = sqs(batch.map(({ body }) => body));
  const began = performance.now();
  const answer = await handler.invoke(event);
  told.took.push(performance.now() - began);
  if (!isAnswer(answer)) {
    told.ended += 1;
    return batch;
  }
  const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return batch.filter((_, index) => failed.has(event.Records[index]?.messageId ?? ''));
}

function isAnswer(value: unknown): value is { batchItemFailures: { itemIdentifier: string }[] } {
  return typeof value === 'object' && value !== null && 'batchItemFailures' in value;
}
