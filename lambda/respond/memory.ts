import { randomUUID } from 'node:crypto';
import type { Look } from '../gather/sources.ts';
import { type Claim, claim, type Hold, type Lease, mark } from '../keep/once.ts';
import type { Table } from '../keep/table.ts';
import type { World } from '../model/world.ts';

/** A little over the handler's own time limit: whoever is still at it after that is no more. */
export const LEASE_MS = 65_000;

/** Another handler has this in hand, and its lease lasts: the message comes again, and is acknowledged on nobody's promise. */
export class Waiting extends Error {
  override readonly name = 'Waiting';
}

/** Whose memory, and until when it may be asked. */
export type Time = Pick<Look, 'world' | 'ending'>;

/**
 * The responder's memory in the course of one alarm. Where it fails it is left alone from then on, and people are told
 * without it: never silence for want of memory.
 */
export class Memory {
  readonly #world: World;
  readonly #table: Table | undefined;
  readonly #holder = randomUUID();
  #forgot: string | undefined;

  constructor({ world, ending }: Time) {
    this.#world = world;
    const { memory, aws: settings } = world;
    this.#table = memory && { ...memory, name: memory.tableName, settings, ...(ending && { ending }) };
  }

  /** Why memory could not be used, once it could not. */
  get forgot(): string | undefined {
    return this.#forgot;
  }

  /** What memory answers; undefined where there is none, or it fails now or has failed before. */
  async attempt<T>(work: (table: Table, now: number) => Promise<T>): Promise<T | undefined> {
    if (!this.#table || this.#forgot !== undefined) return undefined;
    try {
      return await work(this.#table, this.#world.now().getTime());
    } catch (error) {
      this.#forgot = reasonOf(error).slice(0, 300);
      console.error({ outcome: 'not remembered', error });
      return undefined;
    }
  }

  /** Claims a thing to be done once; undefined where nobody can tell whether it was done. */
  claim(key: string, lease: Omit<Lease, 'now'>): Promise<Claim | undefined> {
    return this.attempt((table, now) => claim(table, this.#hold(key), { ...lease, now }));
  }

  /** Says that people are about to be told. Throws `Waiting` where another handler has taken it over meanwhile. */
  async publishing(key: string): Promise<void> {
    const marked = await this.attempt((table) => mark(table, this.#hold(key), 'publishing'));
    if (marked === false) throw new Waiting('another handler has taken this message over');
  }

  /** Says that it is done. */
  async done(key: string): Promise<void> {
    await this.attempt((table) => mark(table, this.#hold(key), 'told'));
  }

  #hold(key: string): Hold {
    return { key, holder: this.#holder };
  }
}

function reasonOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return /^(AbortError|TimeoutError)$/.test(name) ? 'its table did not answer in time' : `${name}: ${message}`;
}
