import { loadBundle } from '../lab/bundle.ts';
import type { Case, Expectation } from '../lab/case.ts';
import { caseIds, loadCase } from '../lab/cases.ts';
import { type Message, runCase } from '../lab/run.ts';
import type { Figure } from './figure.ts';

/** One message of a case beside what it ought to say. */
type Told = { readonly id: string; readonly expected: Expectation; readonly message: Message | undefined };

const blames = ({ conclusion }: Message['diagnosis']): string | undefined =>
  'primary' in conclusion ? conclusion.primary.ruleId : undefined;

/** Over all cases of the lab: whether the cause that leads is the right one, and whether anything healthy is accused. */
export async function accuracyFigures(): Promise<Figure[]> {
  const bundle = await loadBundle();
  const told: Told[] = [];
  for (const id of caseIds()) {
    const wanted = await loadCase(id);
    const { messages } = await runCase(wanted, bundle);
    told.push(...expectations(wanted).map((expected, index) => ({ id, expected, message: messages[index] })));
  }
  for (const one of told) console.log(row(one));
  const faulty = told.filter(({ expected }) => expected.ruleId !== undefined);
  const sound = told.filter(({ expected }) => expected.ruleId === undefined);
  const wrong = faulty.filter(({ expected, message }) => !message || blames(message.diagnosis) !== expected.ruleId);
  const missed = wrong.filter(({ expected, message }) => !named(message).includes(expected.ruleId));
  const accused = sound.filter(({ message }) => message && blames(message.diagnosis) !== undefined);
  return [
    { what: 'messages about a fault', value: faulty.length, unit: 'messages' },
    { what: 'of which name another cause', value: wrong.length, unit: 'messages', limit: 0, ...note(wrong) },
    { what: 'of which do not name it at all', value: missed.length, unit: 'messages', limit: 0, ...note(missed) },
    { what: 'messages without a fault to name', value: sound.length, unit: 'messages' },
    { what: 'of which accuse something', value: accused.length, unit: 'messages', limit: 0, ...note(accused) },
  ];
}

/** Every cause that a message tells, the leading one first. */
function named(message: Message | undefined): (string | undefined)[] {
  const conclusion = message?.diagnosis.conclusion;
  return conclusion && 'primary' in conclusion
    ? [conclusion.primary, ...conclusion.also].map(({ ruleId }) => ruleId)
    : [];
}

/** One message: the case, and what was told where it is not what was staged. */
function row({ id, expected, message }: Told): string {
  const wanted = expected.ruleId ?? expected.conclusion;
  const got = (message && blames(message.diagnosis)) ?? message?.diagnosis.conclusion.kind ?? 'nothing';
  return `  ${got === wanted ? 'right' : 'WRONG'}  ${id.padEnd(44)} ${got}${got === wanted ? '' : `, not ${wanted}`}`;
}

function expectations({ expect }: Case): readonly Expectation[] {
  return 'conclusion' in expect ? [expect] : expect;
}

function note(cases: readonly Told[]): Pick<Figure, 'note'> {
  return cases.length > 0 ? { note: cases.map(({ id }) => id).join(', ') } : {};
}
