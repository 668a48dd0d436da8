import type { Account } from '../../lab/account/account.ts';
import { startAccount } from '../../lab/account/server.ts';
import { SCHEDULE, TABLE } from '../../lab/estate.ts';
import { type Alarm, alarmsOf, type Share } from './causes.ts';
import { startOrigins } from './origins.ts';
import { type Delivered, deliverAll, type Open, VISIBILITY_MS } from './queue.ts';
import { openSandbox } from './sandbox.ts';
import { type Sum, sumUp } from './told.ts';

/** What came of a storm. */
export type Storm = {
  readonly rang: Delivered;
  readonly quiet: Delivered;
  /** Seconds after the first alarm, for each message about the beginning; until a message is seen again time passes as in SQS. */
  readonly toldAt: readonly number[];
  /** Attempts that reached AWS, and those that it throttled. */
  readonly calls: number;
  readonly throttled: number;
  readonly schedules: number;
  readonly sum: Sum;
  /** Takes the account down, which clears its table for minutes: not before the last storm is over. */
  close(): Promise<void>;
};

/** Of so many alarms one comes twice. */
const REPEATED = 20;

/** The product's own patience: the lab's is longer. */
const LIMITS = { wholeMs: 3_000, afterMs: 3_000, lookUpGapMs: 1_000 } as const;

/** All alarms are quiet so long after they rang, in milliseconds. */
const QUIET_AFTER_MS = 20 * 60_000;

/** Lets every alarm ring, and fall quiet again, against ten handlers in processes of their own. */
export async function runStorm(shares: readonly Share[]): Promise<Storm> {
  const now = new Date();
  const { account: fixture, close, ...where } = await startOrigins(shares);
  const account = await startAccount(fixture);
  const startedAt = performance.now();
  const later = (ms: number) => new Date(now.getTime() + ms).toISOString();
  const { endpoint } = account;
  const life = { ...where, endpoint, memory: { tableName: TABLE, schedule: SCHEDULE }, limits: LIMITS };
  const open: Open = (ms, count) =>
    Promise.all(Array.from({ length: count }, () => openSandbox({ ...life, now: later(ms) })));
  const alarms = alarmsOf(shares);
  const rang = await deliverAll(withRepeats(alarms), { state: 'ALARM', at: later(-60_000) }, open);
  const toldAt = secondsOf(account, rang, startedAt);
  const quiet = await deliverAll(alarms, { state: 'OK', at: later(QUIET_AFTER_MS - 60_000) }, open, QUIET_AFTER_MS);
  const calls = account.calls.length;
  const throttled = account.calls.filter(({ outcome }) => THROTTLED.test(outcome)).length;
  const sum = await sumUp(account, shares);
  close();
  return {
    rang,
    quiet,
    toldAt,
    calls,
    throttled,
    schedules: account.schedules.length,
    sum,
    close: () => account.close(),
  };
}

const THROTTLED = /Thrott|TooManyRequests|RequestLimitExceeded|ProvisionedThroughput/;

/** Some come again a little later, as EventBridge and SQS may bring them. */
function withRepeats(alarms: readonly Alarm[]): Alarm[] {
  const again = alarms.filter((_, index) => index % REPEATED === 0);
  const behind = alarms.slice(0, alarms.length - again.length);
  return [...behind, ...alarms.slice(behind.length).flatMap((alarm, index) => [alarm, again[index] ?? alarm])];
}

/** When each message went out, in seconds after the first batch was handed over. */
function secondsOf({ calls }: Account, { beganAt, rounds }: Delivered, startedAt: number): number[] {
  const published = calls.filter(({ operation, outcome }) => operation === 'Publish' && outcome === 'ok');
  return published.map(({ at }) => {
    const since = at + startedAt - beganAt;
    const round = rounds.findLastIndex((from) => from <= since);
    return (since + Math.max(0, round) * VISIBILITY_MS) / 1_000;
  });
}
