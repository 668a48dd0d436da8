import type { Random } from './random.ts';

/** Pieces of what people plant. */
const PIECES = [
  ...['\n', '\r\n', '\u0000', '\u001b[31m', '\u001b]8;;https://evil.example\u0007', '\u009b2J', '\u202e', '\u2066'],
  ...['\u200b', '\ufeff', '\u2028', '<!channel>', '<@U1>', '@everyone', '<b>', '[x](https://evil.example)', '`$(id)`'],
  ...[
    "'",
    '"',
    '\\',
    '..',
    '.',
    '*.',
    '@',
    '<',
    '!',
    'here',
    ' (b)',
    ' WHAT TO DO ',
    'www.example.com',
    '127.0.0.1',
    '中',
  ],
] as const;

/** Keeps the words of one input apart. */
const BETWEEN = '\u001f';

/** Several words made of pieces, noise and long runs. */
export function someWords(random: Random): Buffer {
  const words = Array.from({ length: 1 + random.upTo(12) }, () => word(random));
  return Buffer.from(words.join(BETWEEN));
}

function word(random: Random): string {
  if (random.upTo(6) === 0) return random.bytes(random.upTo(60)).toString('latin1');
  if (random.upTo(12) === 0) return random.pick(PIECES_OR_X).repeat(1 + random.upTo(3_000));
  return Array.from({ length: random.upTo(8) }, () => random.pick(PIECES_OR_X)).join('');
}

const PIECES_OR_X: readonly [string, ...string[]] = ['x', ...PIECES];

/** Deals the words of an input, over and over. */
export function dealer(input: Buffer): () => string {
  const words = input.toString('utf8').split(BETWEEN);
  let at = -1;
  return () => {
    at += 1;
    return words[at % words.length] ?? '';
  };
}
