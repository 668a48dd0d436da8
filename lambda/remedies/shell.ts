/** Needs no quotes in any shell: no glob, no `~`, no leading `=` (zsh). */
const PLAIN = /^[A-Za-z0-9_./-][A-Za-z0-9_./:=@%+,-]*$/;

/** Control characters, line ends of any kind, lone surrogates, and marks that turn text around: no honest name holds them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const MAX_LENGTH = 2048;

/** One word of a POSIX shell line, safe to paste whatever a server, a certificate or DNS put into it; always one line. */
export function shellWord(word: string): string {
  const clean = word.slice(0, MAX_LENGTH).replace(UNPRINTABLE, '?');
  return PLAIN.test(clean) ? clean : `'${clean.replaceAll("'", "'\\''")}'`;
}

/** A command with every word quoted where it must be. */
export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
