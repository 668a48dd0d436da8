import { parseArgs } from 'node:util';
import { loadBundle } from './bundle.ts';
import type { Case } from './case.ts';
import { caseIds, loadCase } from './cases.ts';
import { fold, letter, listing } from './letter.ts';
import { nearest } from './nearest.ts';
import { type Outcome, runCase } from './run.ts';
import { shortfalls } from './shortfalls.ts';

/** The story that is told when nobody asks for another. */
const STORY = 'acm-renewal-failed';

const HELP = `npm run demo -- [--case ID] [--json] | --list | --help

Stages a broken CloudFront origin on this machine: real DNS, TCP and TLS on
loopback, a pretend AWS account. Hands a CloudWatch alarm to the function as
it is deployed, and prints what reaches the people who read its topic.

  --case ID   another story than ${STORY}
  --list      all stories
  --json      the diagnosis, the calls and the time taken, as JSON

Exit status: 0 the message is what the story expects, 1 it is not,
2 nothing could be run.
`;

const OPTIONS = {
  case: { type: 'string' },
  list: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** A mistake of the person at the keyboard, or a build that is missing: one sentence, no stack. */
class Unusable extends Error {}

async function main(args: readonly string[]): Promise<number> {
  const { list, help, json = false, case: id = STORY } = read(args);
  if (help) return print(HELP);
  if (list) return print(listing(await Promise.all(caseIds().map(loadCase))));
  const wanted = await find(id);
  const bundle = await loadBundle().catch((error: Error) => Promise.reject(new Unusable(error.message)));
  if (!json) print(`${introduction(wanted)}\n\n`);
  const log = hush();
  const outcome = await runCase(wanted, bundle);
  const wrong = shortfalls(wanted, outcome);
  print(json ? machine(wanted, outcome) : letter(wanted, outcome));
  for (const line of wrong.length > 0 ? [...wrong, ...log] : []) process.stderr.write(`not as expected: ${line}\n`);
  return wrong.length > 0 ? 1 : 0;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

async function find(id: string): Promise<Case> {
  const ids = caseIds();
  if (ids.includes(id)) return loadCase(id);
  const near = nearest(id, ids).join('\n  ');
  throw new Unusable(`there is no case ${JSON.stringify(id)}; the nearest are\n  ${near}\n(--list shows all)`);
}

function introduction({ story }: Case): string {
  return [
    ...fold(`Staged on this machine: ${story}.`),
    ...fold('The CloudWatch alarm goes to the function as AWS would hand it over …'),
  ].join('\n');
}

/** The function logs for CloudWatch Logs; here its lines are kept for the case that something is wrong. */
function hush(): string[] {
  const lines: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = (...words: unknown[]) => void lines.push(words.map((word) => String(word)).join(' '));
  }
  return lines;
}

function machine({ id, story }: Case, { messages, calls, tookMs }: Outcome): string {
  const told = messages.map(({ subject, attributes, diagnosis, bodies }) => ({
    subject,
    attributes,
    text: bodies.email,
    diagnosis,
  }));
  return `${JSON.stringify({ case: id, story, messages: told, calls, tookMs: Math.round(tookMs) }, null, 2)}\n`;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
