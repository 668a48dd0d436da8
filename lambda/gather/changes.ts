import { setTimeout as pause } from 'node:timers/promises';
import type { LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import type { Change, Changes } from '../model/change.ts';
import type { Observation } from '../model/evidence.ts';
import { homeOf, placeOf, type Touched } from '../touched.ts';
import { toChange } from './change.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';
import type { AskThere } from './there.ts';

/** Calls of one examination, in all Regions together. */
export const MAX_LOOK_UPS = 8;

/** Changes that are kept, the newest. */
const MAX_CHANGES = 50;

/** A Region of an account allows two calls a second: so many go out at once, and so long after them the next. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const AT_ONCE = 2;
export const GAP_MS = 1_000;

const DAY_MS = 24 * 60 * 60_000;

/** Events arrive within about five minutes on average, which is no promise. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html */
const LAG_MS = 5 * 60_000;

const READY = Promise.resolve();

/** From a day before the alarm (ISO 8601), or before now where there is none. */
export type Time = { readonly alarmAt?: string; readonly now: string };

/** How the calls are made: `gapMs` lies between two pairs of one Region. */
export type Pace = { readonly signal: AbortSignal; readonly gapMs: number };

/** A page of one resource's events. */
type Question = Touched & { readonly token?: string };

/** What waits in one Region, what is being asked, and when the next pair may go out. */
type Queue = { readonly waiting: Question[]; running: Promise<void>; gap: Promise<unknown> };

/**
 * The event history of the Regions in which resources come to light: each is asked about as soon as it is known, so that nobody
 * waits longer for it than they must. What had not come when the signal ended is told as unread.
 */
export class EventHistory {
  readonly #ask: AskThere;
  readonly #pace: Pace;
  readonly #from: Date;
  readonly #end: Date;
  readonly #known = new Set<string>();
  readonly #queues = new Map<string, Queue>();
  readonly #over = new AbortController();
  readonly #further: Question[] = [];
  readonly #changes = new Map<string, Change>();
  #calls = 0;
  #answers = 0;
  #unread: Changes['unread'];

  constructor(ask: AskThere, { alarmAt, now }: Time, pace: Pace) {
    const end = Date.parse(now);
    this.#ask = ask;
    this.#pace = pace;
    this.#end = new Date(end);
    this.#from = new Date(Math.min(Date.parse(alarmAt ?? now) || end, end) - DAY_MS);
  }

  /** The beginning of what is asked for, ISO 8601. */
  get from(): string {
    return this.#from.toISOString();
  }

  /** Asks about each of these that has not been asked about. */
  ask(touched: readonly Touched[]): void {
    for (const one of touched) {
      if (this.#known.has(placeOf(one))) continue;
      this.#known.add(placeOf(one));
      if (this.#calls < MAX_LOOK_UPS) this.#send(one);
      else this.#unread ??= { reason: `CloudTrail was not asked about ${one.name} and what follows` };
    }
  }

  /** Everything that was told, once nothing more is asked; further pages are read as long as calls are left. */
  async told(): Promise<Observation<Changes>> {
    await this.#settled();
    while (this.#further.length > 0 && this.#calls < MAX_LOOK_UPS) {
      for (const question of this.#further.splice(0, MAX_LOOK_UPS - this.#calls)) this.#send(question);
      await this.#settled();
    }
    this.#over.abort();
    const [more] = this.#further;
    if (more) this.#unread ??= { reason: `CloudTrail holds more events of ${more.name} than were read` };
    if (this.#answers === 0 && this.#unread) return { status: 'unavailable', ...this.#unread };
    return observed({
      from: this.from,
      until: new Date(this.#end.getTime() - LAG_MS).toISOString(),
      changes: [...this.#changes.values()].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, MAX_CHANGES),
      ...(this.#unread && { unread: this.#unread }),
    });
  }

  async #settled(): Promise<void> {
    await Promise.all([...this.#queues.values()].map(({ running }) => running));
  }

  #send(question: Question): void {
    this.#calls += 1;
    const where = homeOf(question);
    const queue = this.#queues.get(where) ?? { waiting: [], running: READY, gap: READY };
    this.#queues.set(where, queue);
    queue.waiting.push(question);
    queue.running = queue.running.then(() => this.#next(queue));
  }

  /** Two at a time; a failure ends a Region's queue, since the next call would meet the same. */
  async #next(queue: Queue): Promise<void> {
    if (queue.waiting.length === 0) return;
    await queue.gap;
    const pair = queue.waiting.splice(0, AT_ONCE);
    queue.gap = this.#gap();
    const answers = await Promise.all(pair.map((question) => this.#lookUp(question)));
    if (answers.includes(false)) queue.waiting.length = 0;
  }

  /** Ends early where nothing more is asked. */
  async #gap(): Promise<void> {
    const { gapMs, signal } = this.#pace;
    const until = AbortSignal.any([signal, this.#over.signal]);
    await pause(gapMs, undefined, { signal: until }).catch(() => undefined);
  }

  /** Whether it was answered. */
  async #lookUp(question: Question): Promise<boolean> {
    const { region, name, there } = question;
    const answer = await this.#ask(there, (aws) => observe('cloudtrail:LookupEvents', () => this.#page(aws, question)));
    if (answer.status !== 'observed') {
      const { reason, permission } = { permission: undefined, ...answer };
      this.#unread = { reason, ...(permission && { permission }) };
      return false;
    }
    this.#answers += 1;
    for (const event of answer.value.Events ?? []) {
      const change = toChange(event, name, region, there?.accountId);
      const id = change?.id ?? JSON.stringify(change);
      if (change && !this.#changes.has(id)) this.#changes.set(id, change);
    }
    if (answer.value.NextToken) this.#further.push({ ...question, token: answer.value.NextToken });
    return true;
  }

  async #page(aws: Aws, { region, name, token }: Question): Promise<Observation<LookupEventsCommandOutput>> {
    const { sdk, client } = await aws.cloudtrail(region);
    const command = new sdk.LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: name }],
      StartTime: this.#from,
      EndTime: this.#end,
      ...(token && { NextToken: token }),
    });
    return observed(await client.send(command, { abortSignal: this.#pace.signal }));
  }
}
