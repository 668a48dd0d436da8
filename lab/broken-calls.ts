import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Fault } from './account/fixture.ts';
import { iamAction } from './account/services.ts';
import type { Bundle } from './bundle.ts';
import type { Case, Staging } from './case.ts';
import { caseIds, loadCase } from './cases.ts';
import { SECRET } from './estate.ts';
import { type Outcome, runCase } from './run.ts';

/** A case as it goes when nothing more fails, and the operations that it calls, by their IAM actions. */
export type Sound = {
  readonly wanted: Case;
  readonly outcome: Outcome;
  readonly calls: ReadonlySet<string>;
  /** What the case itself breaks: some calls are made only where another one fails. */
  readonly faults: readonly Fault[];
};

/** Operations that fail together in one run, and how. */
export type Faults = readonly Pick<Fault, 'operation' | 'kind'>[];

/** The SDK waits five seconds for an answer, three times over: where nobody answers, the look as a whole ends it. */
const SHORT = { evidenceMs: 3_000 } as const;

/** Every case of the lab that ends in messages. */
export async function soundCases(bundle: Bundle): Promise<Sound[]> {
  const found: Sound[] = [];
  for (const id of caseIds()) {
    const wanted = await loadCase(id);
    let staged: Staging | undefined;
    const build: Case['build'] = async (lab) => {
      staged = await wanted.build(lab);
      return staged;
    };
    const outcome = await runCase({ ...wanted, build }, bundle);
    const calls = new Set(outcome.calls.map(({ operation }) => iamAction(operation)));
    if (outcome.messages.length > 0) found.push({ wanted, outcome, calls, faults: staged?.account.faults ?? [] });
  }
  return found;
}

/** Cases that are tried for one operation: what it is asked for may be known otherwise in one of them. */
const TRIED = 3;

/** The cases that tell most about the loss of an operation: those that name a cause and call much beside it. */
export function casesFor(operation: string, cases: readonly Sound[]): Sound[] {
  const worth = ({ outcome, calls, faults }: Sound) =>
    (faults.length > 0 ? -10_000 : 0) +
    (outcome.messages.some(({ diagnosis }) => 'primary' in diagnosis.conclusion) ? 1_000 : 0) +
    calls.size;
  const calling = cases.filter(({ calls }) => calls.has(operation));
  return calling.toSorted((a, b) => worth(b) - worth(a)).slice(0, TRIED);
}

/** What is wrong with what people get, and whether the loss is told. */
export type Verdict = { readonly wrong: readonly string[]; readonly untold: readonly string[] };

/** Runs the case with operations that fail. */
export async function breakCalls(
  faults: Faults,
  { wanted, outcome: sound, faults: own }: Sound,
  bundle: Bundle,
): Promise<Verdict> {
  const build: Case['build'] = async (lab) => {
    const staging = await wanted.build(lab);
    const account = { ...staging.account, faults: [...faults, ...own] };
    const isSilent = faults.some(({ kind }) => kind === 'hang');
    return { ...staging, limits: { ...(isSilent && SHORT), ...staging.limits }, account };
  };
  const outcome = await runCase({ ...wanted, build }, bundle);
  return { wrong: breachesOf(outcome, sound), untold: untold(outcome, faults) };
}

/** Silence is told as such, and as likely, where what would have explained it was not seen. */
const SILENCE = 'port-unreachable';

/** What breaks the promise, held against the case as it goes when nothing fails: always a message, never a lie, never a secret. */
export function breachesOf({ messages, evidence, log }: Outcome, sound: Outcome): string[] {
  const said = JSON.stringify([messages, evidence, log]);
  const known = new Set([SILENCE, ...sound.messages.flatMap(({ diagnosis }) => told(diagnosis))]);
  const kinds = new Set(sound.messages.map(({ diagnosis }) => diagnosis.conclusion.kind));
  return [
    ...(messages.length === 0 ? ['there is no message'] : []),
    ...(said.includes(SECRET) ? ['a secret got out'] : []),
    ...messages.flatMap(({ diagnosis, replays }) => [
      ...(replays ? [] : ['the evidence, read back, gives another diagnosis']),
      ...told(diagnosis)
        .filter((id) => !known.has(id))
        .map((id) => `accuses ${id}`),
      ...(diagnosis.conclusion.kind === 'no-fault-found' && !kinds.has('no-fault-found') ? ['acquits'] : []),
    ]),
  ];
}

/** Rules that a diagnosis names as causes. */
function told({ conclusion, notices }: Diagnosis): string[] {
  const causes = 'primary' in conclusion ? [conclusion.primary, ...conclusion.also] : [];
  return [...causes, ...notices].map(({ ruleId }) => ruleId);
}

/**
 * Where one of these is lost, the same is asked in another way (and if that fails too, told by the name of the first), or a
 * message may come twice, or any bytes would do as an answer: nothing is known to be unseen.
 */
const NOTHING_UNSEEN: readonly string[] = [
  'acm:SearchCertificates',
  'acm:ListCertificates',
  'cloudwatch:DescribeAlarmContributors',
  'cloudfront:GetFunction garbage',
];

/** The loss stands among the blind spots, by the operation's name. */
function untold({ messages }: Outcome, [fault]: Faults): string[] {
  if (!fault) return [];
  const { operation, kind } = fault;
  if (NOTHING_UNSEEN.includes(operation) || NOTHING_UNSEEN.includes(`${operation} ${kind}`)) return [];
  const spots = messages.flatMap(({ diagnosis }) => diagnosis.blindSpots);
  const named = spots.filter(({ reason, grant }) => `${reason} ${grant}`.includes(operation));
  if (named.length === 0) return [`no blind spot names ${operation}`];
  return kind !== 'deny' || named.some(({ grant }) => grant) ? [] : [`no blind spot says what must be granted`];
}
