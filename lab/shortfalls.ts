import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Finding } from '../lambda/model/finding.ts';
import type { Case, Expectation } from './case.ts';
import { SECRET } from './estate.ts';
import type { Message, Outcome } from './run.ts';

/** Everything in which an outcome is not what the case expects, or breaks what holds for every message; empty when all is well. */
export function shortfalls({ expect }: Pick<Case, 'expect'>, { messages, evidence }: Outcome): string[] {
  const expected: readonly Expectation[] = Array.isArray(expect) ? expect : [expect];
  const secret = JSON.stringify([messages, evidence]).includes(SECRET)
    ? ['a custom header’s value went beyond the mapping']
    : [];
  if (messages.length !== expected.length) {
    const subjects = messages.map(({ subject }) => JSON.stringify(subject)).join(', ');
    return [...secret, `${messages.length} messages instead of ${expected.length}: ${subjects}`];
  }
  return [
    ...secret,
    ...messages.flatMap((message, index) => [...breaches(message), ...differences(message, expected[index])]),
  ];
}

/** Protocols that the product writes for: SNS falls back on `default` for the rest. */
const PROTOCOLS = ['email', 'sqs', 'lambda', 'firehose', 'https'];

/** What holds for every message, whatever it says. */
function breaches({ subject, bodies, attributes, diagnosis, incident, replays }: Message): string[] {
  // The end of an incident is filtered on as its beginning was.
  const { conclusion, ruleId, certainty } =
    incident.kind === 'closed' && incident.first ? incident.first : headOf(diagnosis);
  const wanted = {
    conclusion,
    ruleId: ruleId ?? 'none',
    certainty: certainty ?? 'none',
    incidentId: incident.id,
    kind: incident.kind,
    distributionId: diagnosis.subject.kind === 'distribution' ? diagnosis.subject.id : '',
  };
  return [
    ...(subject.length > 0 && subject.length < 100 ? [] : [`the subject has ${subject.length} characters`]),
    ...(/\p{Cc}/u.test(subject) ? ['the subject holds control characters'] : []),
    ...PROTOCOLS.filter((protocol) => !bodies[protocol]).map((protocol) => `no body for ${protocol}`),
    ...(replays ? [] : ['the evidence, read back from JSON, gives another diagnosis']),
    ...Object.entries(wanted).flatMap(([name, value]) => differs(`attribute ${name}`, attributes[name], value)),
  ];
}

function headOf(diagnosis: Diagnosis): NonNullable<Message['incident']['first']> {
  const { ruleId, certainty } = leading(diagnosis) ?? {};
  return { conclusion: diagnosis.conclusion.kind, ...(ruleId && { ruleId }), ...(certainty && { certainty }) };
}

function leading({ conclusion }: Diagnosis): Finding | undefined {
  return 'primary' in conclusion ? conclusion.primary : undefined;
}

function differences({ bodies, diagnosis }: Message, expected: Expectation | undefined): string[] {
  if (!expected) return [];
  const { conclusion, notices, ruledOut } = diagnosis;
  const primary = leading(diagnosis);
  const text = bodies.email ?? '';
  const ids = (findings: readonly Finding[]) => findings.map(({ ruleId }) => ruleId);
  const cleared = new Set(ruledOut.map(({ ruleId }) => ruleId));
  return [
    ...differs('conclusion', conclusion.kind, expected.conclusion),
    ...differs('leading rule', primary?.ruleId, expected.ruleId),
    ...(expected.certainty ? differs('certainty', primary?.certainty, expected.certainty) : []),
    ...(expected.originId ? differs('origin', primary?.originId, expected.originId) : []),
    ...listDiffers('also', 'also' in conclusion ? ids(conclusion.also) : [], expected.also),
    ...listDiffers('notices', ids(notices), expected.notices),
    ...(expected.says ?? []).filter((piece) => !holds(text, piece)).map((piece) => `the text does not say: ${piece}`),
    ...(expected.neverSays ?? []).filter((piece) => holds(text, piece)).map((piece) => `the text says: ${piece}`),
    ...(expected.ruledOut ?? []).filter((id) => !cleared.has(id)).map((id) => `not ruled out: ${id}`),
    ...blindSpotsDiffer(diagnosis, expected.blindSpots),
  ];
}

/** Lines are broken for the reader's sake: a piece of text may run over the end of one. */
function holds(text: string, piece: string): boolean {
  const flat = (words: string) => words.replace(/\s+/g, ' ');
  return flat(text).includes(flat(piece));
}

function differs(what: string, is: string | undefined, wanted: string | undefined): string[] {
  return is === wanted ? [] : [`${what}: ${is ?? 'none'} instead of ${wanted ?? 'none'}`];
}

function listDiffers(what: string, is: readonly string[], wanted: readonly string[] = []): string[] {
  const told = (list: readonly string[]) => list.toSorted().join(', ') || 'none';
  return differs(what, told(is), told(wanted));
}

function blindSpotsDiffer({ blindSpots }: Diagnosis, wanted: readonly string[] = []): string[] {
  const spots = blindSpots.map(({ subject, reason, grant = '' }) => `${subject}: ${reason} ${grant}`.trim());
  return [
    ...spots.filter((spot) => !wanted.some((piece) => spot.includes(piece))).map((spot) => `blind spot: ${spot}`),
    ...wanted.filter((piece) => !spots.some((spot) => spot.includes(piece))).map((piece) => `no blind spot: ${piece}`),
  ];
}
