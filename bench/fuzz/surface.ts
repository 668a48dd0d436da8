import type { Random } from './random.ts';

/** Something that takes what strangers send. */
export type Surface = {
  readonly name: string;
  /** One input; the same random numbers give the same bytes. */
  make(random: Random): Buffer;
  /** Throws where the input did what no input may do. */
  run(input: Buffer): void | Promise<void>;
};

/** Fails with `what` unless it holds. */
export function hold(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Controls, line breaks of any kind, marks that hide or turn text. */
export const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
