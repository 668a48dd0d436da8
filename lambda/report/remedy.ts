import type { Diagnosis } from '../model/diagnosis.ts';
import type { Step } from '../model/finding.ts';
import type { Section } from './assemble.ts';
import { type Block, command, hang, item, numbered, sentence } from './layout.ts';

/** What was seen of the leading cause: three lines at most. */
export function evidenceLines({ conclusion }: Diagnosis): Section {
  const lines = 'primary' in conclusion ? conclusion.primary.evidence.slice(0, 3) : [];
  return { heading: 'EVIDENCE', blocks: lines.map((line) => item(line, 400)), rank: 2 };
}

/** The numbered steps that mend the leading cause. */
export function whatToDo({ conclusion }: Diagnosis): Section {
  const steps = 'primary' in conclusion ? conclusion.primary.remedy : [];
  return { heading: 'WHAT TO DO', blocks: steps.map(stepBlock), rank: 3, airy: true };
}

/** One step: what to do, its command, the command that shows whether it worked, and the one that takes it back. */
export function stepBlock({ action, command: line, verify, undo, reference }: Step, index: number): Block {
  const does = line || verify ? action.trim().replace(/[.:]$/, '') : sentence(action);
  return [
    ...numbered(index + 1, line ? `${does}:` : verify ? `${does}.` : does),
    ...(line ? command(line) : []),
    ...(verify ? ['   Then check:', ...command(verify)] : []),
    ...(undo ? ['   To undo it:', ...command(undo)] : []),
    ...(reference ? hang('   ', '   ', reference, 300) : []),
  ];
}

/** What tempts and cannot help. */
export function deadEnds({ conclusion }: Diagnosis): Section {
  const ends = 'primary' in conclusion ? conclusion.primary.deadEnds : [];
  const blocks = ends.map(({ tempting, why }) => {
    const what = tempting.trim().replace(/[.:]$/, '');
    return item(/^[A-Z]/.test(why) ? `${what}. ${sentence(why)}` : `${what}: ${sentence(why)}`, 500);
  });
  return { heading: 'WHAT WILL NOT HELP', blocks, rank: 6 };
}
