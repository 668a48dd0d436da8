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
  const faulty = told.filter(({ expected }) => expected.ruleId !== undefined);
  const sound = told.filter(({ expected }) => expected.ruleId === undefined);
  const wrong = faulty.filter(({ expected, message }) => !message || blames(message.diagnosis) !== expected.ruleId);
  const accused = sound.filter(({ message }) => message && blames(message.diagnosis) !== undefined);
  return [
    { what: 'messages about a fault', value: faulty.length, unit: 'messages' },
    { what: 'of which name another cause', value: wrong.length, unit: 'messages', limit: 0, ...note(wrong) },
    { what: 'messages without a fault to name', value: sound.length, unit: 'messages' },
    { what: 'of which accuse something', value: accused.length, unit: 'messages', limit: 0, ...note(accused) },
  ];
}

function expectations({ expect }: Case): readonly Expectation[] {
  return 'conclusion' in expect ? [expect] : expect;
}

function note(cases: readonly Told[]): Pick<Figure, 'note'> {
  return cases.length > 0 ? { note: cases.map(({ id }) => id).join(', ') } : {};
}
