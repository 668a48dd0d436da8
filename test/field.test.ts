import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Case } from '../lab/case.ts';
import { FIELD, fieldPage } from '../lab/field.ts';
import { rules } from '../lambda/rules/index.ts';

const root = join(__dirname, '..');
const fileOf = (id: string) => join(root, 'lab', 'cases', `${id}.ts`);

describe('docs/field.md', () => {
  test('is made of lab/field.ts; if not, run: npm run origins', () => {
    expect(readFileSync(join(root, 'docs', 'field.md'), 'utf8')).toBe(fieldPage());
  });

  test('names cases and rules that exist', () => {
    const shown = FIELD.flatMap((one) => one.shown);
    const ids = rules.map(({ id }) => id);
    expect(shown.filter((one) => !existsSync(fileOf(one.case)))).toEqual([]);
    expect(shown.filter(({ rule }) => rule !== undefined && !ids.includes(rule))).toEqual([]);
  });
});

describe('a case from the field', () => {
  const each = FIELD.flatMap(({ sources, shown }) => shown.map((one) => ({ ...one, sources })));

  test.each(each)('$case names its sources', ({ case: id, sources }) => {
    const text = readFileSync(fileOf(id), 'utf8');
    expect(sources.filter((url) => !text.includes(url))).toEqual([]);
  });

  test.each(each)(
    '$case must reach the cause that was found, or say that nobody could know',
    async ({ case: id, rule }) => {
      const { default: found }: { default: Case } = await import(`../lab/cases/${id}.ts`);
      const told = [found.expect].flat();
      if (rule === undefined) return expect(told.map(({ conclusion }) => conclusion)).toEqual(['inconclusive']);
      const named = told.flatMap(({ ruleId, also = [], notices = [] }) => [ruleId, ...also, ...notices]);
      expect(named).toContain(rule);
    },
  );
});
