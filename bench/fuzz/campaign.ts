import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { randomOf, seedOf } from './random.ts';
import type { Surface } from './surface.ts';
import { trial } from './trial.ts';

/** How long to go on, and where to keep what is found. */
export type Campaign = {
  readonly seed: number;
  /** Inputs after which it ends. */
  readonly runs: number;
  readonly limitMs: number;
  readonly keep: string;
  /** Asked between inputs. */
  isOver(): boolean;
};

/** What one surface did with one input. */
export type Found = {
  readonly surface: string;
  readonly seed: number;
  readonly file: string;
  readonly problem: string;
};

export type Outcome = { readonly inputs: number; readonly found: readonly Found[] };

/** More findings than anybody reads; by then the same one comes again and again. */
const MAX_FOUND = 50;

/** Inputs between two breaths in which Ctrl-C is heard. */
const BREATH = 20;

/** Feeds the surfaces in turn. The same seed gives the same inputs. */
export async function campaign(surfaces: readonly Surface[], of: Campaign): Promise<Outcome> {
  const found: Found[] = [];
  let inputs = 0;
  while (inputs < of.runs && found.length < MAX_FOUND && !of.isOver()) {
    const surface = surfaces[inputs % surfaces.length];
    if (!surface) break;
    const seed = seedOf(of.seed, inputs);
    const input = surface.make(randomOf(seed));
    const problem = await trial(surface, input, of.limitMs);
    if (problem !== undefined) found.push(kept(of.keep, { surface: surface.name, seed, problem }, input));
    inputs += 1;
    if (inputs % BREATH === 0) await setImmediate();
  }
  return { inputs, found };
}

/** The input as it was, and beside it what it did. */
function kept(folder: string, one: Omit<Found, 'file'>, input: Buffer): Found {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${one.surface}-${one.seed}.bin`);
  writeFileSync(file, input);
  writeFileSync(`${file}.json`, `${JSON.stringify(one, null, 1)}\n`);
  return { ...one, file };
}
