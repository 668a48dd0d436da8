import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence, Observation, Observed, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Handshake } from '../lambda/model/handshake.ts';
import type { Claim, OriginRow } from './kinds/claim.ts';

/** The columns of README's table. */
export type Column = 'read' | 'decided';

/** What a case saw and told; its whole outcome fits. */
export type Shown = {
  readonly evidence: readonly Evidence[];
  readonly messages: readonly { readonly diagnosis: Diagnosis }[];
};

/** What is missing in the outcome of a claim's case for the claim to be shown by it; empty where it is. */
export function unshown(row: OriginRow, column: Column, claim: Claim, { evidence, messages }: Shown): string[] {
  const told = evidence.flatMap(({ examinedAt, subject, origins }) => {
    const about = JSON.stringify(subject);
    const message = messages.find(
      ({ diagnosis }) => diagnosis.examinedAt === examinedAt && JSON.stringify(diagnosis.subject) === about,
    );
    return message ? origins.filter(row.is).map((one) => ({ one, diagnosis: message.diagnosis })) : [];
  });
  if (told.length === 0) return [`no origin of ${claim.case} is of the kind: ${row.origin}`];
  const lacks = told.map(({ one, diagnosis }) => [
    ...(column === 'decided' ? answered(one) : []),
    ...against(column, claim, one, diagnosis),
  ]);
  return lacks.some((lack) => lack.length === 0) ? [] : lacks.flat();
}

/** Dials to which somebody answered more than a refusal. */
function answered({ observations: { handshakes } }: OriginEvidence): string[] {
  const dials = handshakes.status === 'observed' ? handshakes.value.dials : [];
  return dials.filter(isAnswered).map(({ outcome, target }) => `${target.address} was dialled: ${outcome.kind}`);
}

function isAnswered({ outcome }: Handshake): boolean {
  if (outcome.kind === 'timed-out') return outcome.phase !== 'connect';
  return !['refused', 'unreachable', 'not-dialled'].includes(outcome.kind);
}

function against(column: Column, claim: Claim, one: OriginEvidence, diagnosis: Diagnosis): string[] {
  if ('seen' in claim) return isSeen(one.observations[claim.seen], claim.holds) ? [] : [unseen(claim)];
  if ('found' in claim) {
    const findings = column === 'decided' ? leadingOf(diagnosis) : [...leadingOf(diagnosis), ...diagnosis.notices];
    const isFound = findings.some(({ ruleId, originId }) => ruleId === claim.found && originId === one.origin.id);
    return isFound ? [] : [`${claim.found} does not tell of origin ${one.origin.id}`];
  }
  if (column === 'read')
    return RECORDS.filter((field) => isSeen(one.observations[field])).map((field) => `${field} was read`);
  return diagnosis.conclusion.kind === 'inconclusive' ? [] : [`the conclusion is ${diagnosis.conclusion.kind}`];
}

function unseen({ seen, holds }: Extract<Claim, { seen: unknown }>): string {
  return holds ? `${seen} was not read, or holds no ${holds}` : `${seen} was not read, or is empty`;
}

function isSeen(observation: Observation<unknown>, holds = ''): boolean {
  if (observation.status !== 'observed') return false;
  const json = JSON.stringify(observation.value);
  return json !== '[]' && json !== '{}' && json.includes(holds);
}

function leadingOf({ conclusion }: Diagnosis): Diagnosis['notices'] {
  return 'primary' in conclusion ? [conclusion.primary, ...conclusion.also] : [];
}

/** What records of AWS add to a dial. */
const RECORDS: readonly (keyof Observed)[] = [
  'alias',
  'networkInterfaces',
  'loadBalancer',
  'balancerCounts',
  'listener',
  'tlsPolicy',
  'apiDomain',
  'certificates',
  'stored',
  'candidates',
  'securityGroups',
  'targets',
];
