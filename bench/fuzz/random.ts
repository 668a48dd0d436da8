/** Numbers that one seed decides. */
export type Random = {
  /** A whole number from 0 to `below` - 1. */
  upTo(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  bytes(length: number): Buffer;
};

/** Mulberry32, by Tommy Ettinger: 32 bits of state are plenty for one input. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const upTo = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return {
    upTo,
    pick: (from) => from[upTo(from.length)] ?? from[0],
    bytes: (length) => Buffer.from(Array.from({ length }, () => upTo(256))),
  };
}

/** The seed of one input of a run: neighbours share nothing. */
export function seedOf(run: number, number: number): number {
  return (Math.imul(run ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) >>> 0;
}
