import type { CommandName } from './command.ts';
import { COMMANDS, FLAGS } from './flags.ts';

const NAME = 'origin-responder';

/** Width of the left column. */
const LEFT = 28;

const STATUS = `Exit status
  0  no fault found        1  fault found
  2  could not run         3  inconclusive`;

/** The help, of everything or of one command; 80 columns. */
export function help(about?: CommandName): string {
  return about ? ofCommand(about) : general();
}

function general(): string {
  const commands = Object.entries(COMMANDS).map(([name, { argument, help: text }]) => row(`${name} ${argument}`, text));
  return [
    'Says why CloudFront cannot reach an origin, and what to do about it.',
    `Usage: ${NAME} COMMAND [flags]`,
    ['Commands', ...commands].join('\n'),
    ['Flags', ...flagRows()].join('\n'),
    STATUS,
    `${NAME} COMMAND --help tells which flags a command takes.\n`,
  ].join('\n\n');
}

function ofCommand(about: CommandName): string {
  const { argument, help: text } = COMMANDS[about];
  return [
    `${text}.`,
    `Usage: ${NAME} ${about} ${argument} [flags]`,
    ['Flags', ...flagRows(about)].join('\n'),
    `${STATUS}\n`,
  ].join('\n\n');
}

function flagRows(about?: CommandName): string[] {
  return Object.entries(FLAGS)
    .filter(([, { commands }]) => !about || commands.includes(about))
    .map(([name, { value, many, help: text }]) =>
      row(`--${name}${value ? ` ${value}` : ''}${many ? ' ...' : ''}`, text),
    );
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(LEFT)}${right}`;
}
