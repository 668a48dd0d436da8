import { parseArgs } from 'node:util';
import { printable } from '../lambda/report/printable.ts';
import { type CommandName, Complaint } from './command.ts';
import { COMMANDS, FLAGS, type Flag } from './flags.ts';
import { nearest } from './nearest.ts';

/** A command line taken apart: each flag once known to exist, with all values given to it. */
export type Line = { readonly words: readonly string[]; readonly flags: ReadonlyMap<string, readonly string[]> };

const OPTIONS = Object.fromEntries(
  Object.entries(FLAGS).map(([name, { value, short }]) => [
    name,
    { type: value ? ('string' as const) : ('boolean' as const), multiple: true, ...(short && { short }) },
  ]),
);

/** What was typed, as it may be shown. */
export function quoted(text: string): string {
  return `"${printable(text, 60)}"`;
}

/** Takes the command line apart. Strict: an unknown flag, a missing or a superfluous value is a `Complaint` with the flag that was meant. */
export function takeApart(argv: readonly string[]): Line {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const flags = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const flag = known(name, rawName);
    const given = flags.get(name) ?? [];
    if (flag.value && !flag.many && given.length > 0)
      throw new Complaint(`${rawName} was given twice; it takes one value`);
    flags.set(name, [...given, flag.value ? wanted(rawName, flag, value, inlineValue) : bare(rawName, value)]);
  }
  return { words, flags };
}

function known(name: string, rawName: string): Flag {
  const flag = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
  if (flag && (rawName.startsWith('--') || flag.short)) return flag;
  const meant = nearest(name, Object.keys(FLAGS));
  throw new Complaint(`there is no flag ${quoted(rawName)}${meant ? `; did you mean --${meant}?` : ''}`);
}

function wanted(rawName: string, flag: Flag, value: string | undefined, inline: boolean | undefined): string {
  const wants = `${rawName} wants a value: ${rawName} ${flag.value}`;
  if (value === undefined || value === '') throw new Complaint(wants);
  if (!inline && /^-./.test(value)) throw new Complaint(`${wants}; got the flag ${quoted(value)}`);
  return value;
}

function bare(rawName: string, value: string | undefined): string {
  if (value !== undefined) throw new Complaint(`${rawName} takes no value; got ${quoted(value)}`);
  return '';
}

/** Refuses flags that say nothing to this command. */
export function refuseStrangers(command: CommandName, { flags }: Line): void {
  for (const name of flags.keys()) {
    const commands = FLAGS[name]?.commands ?? [];
    if (!commands.includes(command)) {
      throw new Complaint(`--${name} says nothing to ${command}; it goes with ${commands.join(', ')}`);
    }
  }
}

/** The command that a word names. */
export function commandNamed(word: string): CommandName {
  const names: readonly CommandName[] = ['origin', 'distribution', 'event', 'replay'];
  const name = names.find((one) => one === word);
  if (name) return name;
  const meant = nearest(word, names) ?? guessed(word);
  const all = names.map((one) => `${one} ${COMMANDS[one].argument}`).join(', ');
  throw new Complaint(
    `there is no command ${quoted(word)}${meant ? `; did you mean ${meant}?` : `; want one of: ${all}`}`,
  );
}

/** What was probably meant by an argument that stands where the command belongs. */
function guessed(word: string): string | undefined {
  if (/^E[A-Z0-9]{9,}$/.test(word)) return `distribution ${word}`;
  if (/\.json$/.test(word)) return `event ${quoted(word)} or replay ${quoted(word)}`;
  return /^[\w-]+(\.[\w-]+)+$/.test(word) ? `origin ${word}` : undefined;
}
