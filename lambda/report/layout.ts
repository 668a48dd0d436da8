import { printable } from './printable.ts';

/** Lines that stay together: finished, safe to print. */
export type Block = readonly string[];

/** Widest line of prose; mail clients and phones wrap beyond it. A word that is longer (an ARN, a URL) keeps its line to itself. */
export const WIDTH = 76;

/** Characters of one paragraph from outside. */
const MAX_PROSE = 900;

/** Characters of one command; a longer one is not worth pasting. */
const MAX_COMMAND = 1500;

/** A paragraph, wrapped. */
export function prose(text: string, max = MAX_PROSE): Block {
  return hang('', '', text, max);
}

/** An item of a list. */
export function item(text: string, max = MAX_PROSE): Block {
  return hang('- ', '  ', text, max);
}

/** An item with a number. */
export function numbered(number: number, text: string): Block {
  const mark = `${number}. `;
  return hang(mark, ' '.repeat(mark.length), text, MAX_PROSE);
}

/** A paragraph that starts after `first` and goes on after `rest`. */
export function hang(first: string, rest: string, text: string, max = MAX_PROSE): Block {
  return wrap(printable(text, max), first, rest);
}

/**
 * A command on a line of its own, indented by two spaces, ready to copy. One that is too long or carries what cannot be
 * printed is not shown cut: a cut command does something else.
 */
export function command(text: string): Block {
  const line = text.trim();
  if (line.length <= MAX_COMMAND && printable(line, MAX_COMMAND) === line) return [`  ${line}`];
  return hang('   ', '   ', `(not fit to be pasted, see the JSON: ${printable(line, 120)})`);
}

/** The text with one full stop at its end. */
export function sentence(text: string): string {
  const bare = text.trim();
  return /[.!?:…]$/.test(bare) ? bare : `${bare}.`;
}

/** `a, b and 3 more`: at most `max` of the items, each of at most `length` characters. */
export function listed(items: readonly string[], max: number, length = 80): string {
  const shown = items.slice(0, max).map((one) => printable(one, length));
  const more = items.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `1 address`, `2 addresses`. */
export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}${/(s|sh|ch|x)$/.test(noun) ? 'es' : 's'}`;
}

function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ').filter((one) => one !== '')) {
    if (!empty && width(line) + 1 + width(word) > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  const all = empty && lines.length > 0 ? lines : [...lines, line];
  return rest === '' ? all.map(apartFromHeadings) : all;
}

/** Words from outside may fill a line so that it looks like a heading of ours: such a line is indented. */
function apartFromHeadings(line: string): string {
  return /^[A-Z][A-Z ,]+$/.test(line) ? `  ${line}` : line;
}

function width(text: string): number {
  return [...text].length;
}
