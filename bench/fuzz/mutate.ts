import type { Random } from './random.ts';

/** Numbers at which lengths go wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xfe, 0xff] as const;

/** Real bytes after a few accidents: cut, flipped, overwritten, doubled, moved, filled. */
export function mutated(original: Uint8Array, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let left = 1 + random.upTo(4); left > 0; left -= 1) bytes = random.pick(ACCIDENTS)(bytes, random);
  return bytes.subarray(0, MAX_BYTES);
}

/** What the probe reads of one server at most, and a little. */
const MAX_BYTES = 300_000;

type Accident = (bytes: Buffer, random: Random) => Buffer;

const ACCIDENTS: readonly [Accident, ...Accident[]] = [
  (bytes, { upTo }) => bytes.subarray(0, upTo(bytes.length + 1)),
  (bytes, { upTo }) => withByte(bytes, upTo(bytes.length), (byte) => byte ^ (1 << upTo(8))),
  (bytes, { upTo, pick }) => withByte(bytes, upTo(bytes.length), () => pick(EDGES)),
  (bytes, random) => Buffer.concat([...split(bytes, random), random.bytes(random.upTo(40))]),
  (bytes, random) => {
    const [head, tail] = split(bytes, random);
    return Buffer.concat([head, random.bytes(1 + random.upTo(8)), tail]);
  },
  (bytes, random) => {
    const [head, tail] = split(bytes, random);
    return Buffer.concat([head, tail.subarray(random.upTo(16))]);
  },
  (bytes, random) => {
    const [head, tail] = split(bytes, random);
    return Buffer.concat([head, head.subarray(random.upTo(head.length + 1)), tail]);
  },
];

function withByte(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = change(copy[at] ?? 0) & 0xff;
  return copy;
}

function split(bytes: Buffer, { upTo }: Random): [Buffer, Buffer] {
  const at = upTo(bytes.length + 1);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}
