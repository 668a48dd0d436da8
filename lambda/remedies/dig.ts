import { shellLine } from './shell.ts';

/** Asks DNS: what a name holds (`+short`), or whom each server refers to from the root on (`+trace`). */
export function dig(option: '+short' | '+trace', ...words: readonly string[]): string {
  return `dig ${option} ${shellLine(...words)}`;
}
