import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import { printable } from '../lambda/report/printable.ts';
import { parse } from './arguments.ts';
import { isUnicode, paint, wantsColour } from './colour.ts';
import { type Command, Complaint } from './command.ts';
import type { Engine } from './engine.ts';
import { help } from './help.ts';
import type { Io } from './io.ts';
import { present } from './present.ts';
import { type Progress, progress } from './progress.ts';
import { evidenceText, json, savedEvidence } from './saved.ts';
import { quoted } from './tokens.ts';
import { worldFor } from './world.ts';

/** Exit statuses. */
export const STATUS = { noFault: 0, fault: 1, couldNotRun: 2, inconclusive: 3 } as const;

/** One run of the program. */
export type Run = { readonly io: Io; readonly engine: Engine; readonly version: string; readonly signal: AbortSignal };

type Examining = Exclude<Command, { kind: 'help' | 'version' }>;
type Looking = Exclude<Examining, { kind: 'replay' }>;

/** Runs a command line to its exit status. Never rejects: what goes wrong is told on standard error. */
export async function run(argv: readonly string[], { io, engine, version, signal }: Run): Promise<number> {
  try {
    const command = parse(argv);
    if (command.kind === 'help') return say(io, help(command.about));
    if (command.kind === 'version') return say(io, `${version}\n`);
    return await examine(command, { io, engine, version, signal });
  } catch (error) {
    return told(error, io);
  }
}

function say({ stdout }: Io, text: string): number {
  stdout.write(text);
  return STATUS.noFault;
}

/** Lines of one message; the engine's may explain themselves over several. */
const MAX_LINES = 20;

/** What a person can mend comes with the way to the help; the rest is told as it is. */
function told(error: unknown, { stderr }: Io): number {
  const lines = messageOf(error).split('\n', MAX_LINES);
  const message = lines.map((line) => printable(line, 300)).join('\n');
  const hint = error instanceof Complaint ? '\nsee: origin-responder --help' : '';
  stderr.write(`${message || 'could not run'}${hint}\n`);
  return STATUS.couldNotRun;
}

async function examine(command: Examining, run: Run): Promise<number> {
  const { io, engine } = run;
  const evidence = await gathered(command, run);
  const unsaved = command.kind === 'replay' ? undefined : await save(command.surroundings.evidence, evidence, io);
  const diagnoses = evidence.map((one) => diagnosed(one, command, engine));
  for (const [index, diagnosis] of diagnoses.entries()) {
    const seen = evidence[index];
    if (seen && (command.json || isWorthReading(seen))) show(diagnosis, seen, command, index, run);
  }
  if (unsaved) throw unsaved;
  if (command.kind === 'replay') return statusOf(diagnoses);
  return unreadable(evidence, io) ? STATUS.couldNotRun : statusOf(diagnoses);
}

async function gathered(command: Examining, { io, engine, signal }: Run): Promise<readonly Evidence[]> {
  if (command.kind === 'replay') return savedEvidence(await text(command.path, io), command.path);
  const telling = progress(io.stderr, command.json);
  try {
    return await look(command, { io, engine, signal }, telling);
  } finally {
    telling.done();
  }
}

async function look(
  command: Looking,
  { io, engine, signal }: Omit<Run, 'version'>,
  { tell }: Progress,
): Promise<readonly Evidence[]> {
  const world = await worldFor(command.surroundings, io);
  if (command.kind === 'origin') return [await engine.examineOrigin(command.origin, world, signal, tell)];
  if (command.kind === 'distribution') return [await engine.examineDistribution(command.id, world, signal, tell)];
  const event = json(await text(command.path, io), command.path);
  const evidence = await engine.examineEvent(event, world, signal, tell);
  if (evidence.length > 0) return evidence;
  throw new Error('the event holds no CloudFront alarm in state ALARM: nothing was examined');
}

async function text(path: string, { readText }: Io): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    throw new Complaint(`cannot read ${quoted(path)}: ${messageOf(error)}`);
  }
}

/** Saved evidence may be damaged deeper than its shape shows. */
function diagnosed(evidence: Evidence, { kind }: Examining, engine: Engine): Diagnosis {
  try {
    return engine.diagnose(evidence);
  } catch (error) {
    if (kind !== 'replay') throw error;
    throw new Complaint(`the evidence is damaged: ${messageOf(error)}`);
  }
}

function show(diagnosis: Diagnosis, evidence: Evidence, command: Examining, index: number, { io, engine }: Run): void {
  const report = engine.report(diagnosis, evidence);
  if (command.json) {
    io.stdout.write(`${report.json}\n`);
    return;
  }
  const style = { paint: paint(wantsColour(io.stdout, io.env, command.colour)), unicode: isUnicode(io.env) };
  const between = index > 0 ? `\n${'-'.repeat(72)}\n\n` : '';
  io.stdout.write(`${between}${present(diagnosis, evidence, report, style)}`);
}

/** Saves what was seen before it is judged. A file that cannot be written costs nobody the diagnosis: it is told after it. */
async function save(
  path: string | undefined,
  evidence: readonly Evidence[],
  { writeText }: Io,
): Promise<Complaint | undefined> {
  try {
    if (path) await writeText(path, evidenceText(evidence));
    return undefined;
  } catch (error) {
    return new Complaint(`cannot save the evidence to ${quoted(path ?? '')}: ${messageOf(error)}`);
  }
}

/** A report on a distribution that nobody could read says nothing, but where a permission would help: it holds the statement. */
function isWorthReading({ distribution, alarm }: Evidence): boolean {
  if (distribution.status === 'observed' || alarm) return true;
  return distribution.status === 'unavailable' && distribution.permission !== undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const NO_CREDENTIALS = `sign in first (aws sso login, or AWS_PROFILE), or name a profile: --profile NAME
to look at one host without an AWS account: origin-responder origin HOST`;

/** What evidence says where AWS was called without usable credentials. */
const CREDENTIALS = /(no usable AWS|did not accept the) credentials/;

/** No distribution to examine (credentials, no such id) is a run that could not be made, whatever else was said. */
function unreadable(evidence: readonly Evidence[], { stderr }: Io): boolean {
  const unread = evidence.flatMap(({ distribution }) =>
    distribution.status === 'observed' ? [] : [distribution.reason],
  );
  for (const reason of unread) stderr.write(`could not read the distribution: ${printable(reason, 300)}\n`);
  if (unread.some((reason) => CREDENTIALS.test(reason))) stderr.write(`${NO_CREDENTIALS}\n`);
  return unread.length > 0 && unread.length === evidence.length;
}

/** One fault anywhere is a fault; without one, anything unknown is unknown. */
function statusOf(diagnoses: readonly Diagnosis[]): number {
  const kinds = diagnoses.map(({ conclusion }) => conclusion.kind);
  if (kinds.some((kind) => kind === 'root-cause' || kind === 'origin-answered')) return STATUS.fault;
  return kinds.includes('inconclusive') ? STATUS.inconclusive : STATUS.noFault;
}
