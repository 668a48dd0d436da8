import type { Diagnosis } from '../model/diagnosis.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { MENTION, printable } from './printable.ts';

/** Left as they are by `JSON.stringify`, and not fit for a terminal or a chat; as escapes they mean the same. */
const UNSAFE = new RegExp(`[\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|${MENTION}`, 'giu');

/** The diagnosis as JSON on one line, in which whatever moves a terminal's cursor, turns its text or mentions people is escaped. */
export function json(diagnosis: Diagnosis): string {
  return JSON.stringify(diagnosis).replace(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** What subscribers filter on; `none` where there is nothing to name. */
export function attributes({ conclusion, subject }: Diagnosis, { repeat }: News): Report['attributes'] {
  const finding = 'primary' in conclusion ? conclusion.primary : undefined;
  return {
    ruleId: printable(finding?.ruleId || 'none', 100),
    certainty: finding?.certainty ?? 'none',
    distributionId: printable((subject.kind === 'distribution' && subject.id) || 'none', 100),
    conclusion: conclusion.kind,
    ...(repeat && { repeat: 'possible' }),
  };
}
