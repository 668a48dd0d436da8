import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Cause, causesPage } from '../lambda/causes-page.ts';
import { rules } from '../lambda/rules/index.ts';

function cause(overrides: Partial<Cause> = {}): Cause {
  return {
    id: 'made-up',
    title: 'made-up cause',
    certainty: 'proven',
    lastResort: false,
    about: {
      whatHappens: 'It breaks.',
      whatCloudFrontDoes: 'It answers 502.',
      howToBeSure: 'Run `true`.',
      whatFixesIt: 'A spanner.',
      whatDoesNot: 'Hope.',
    },
    references: ['https://example.com/rfc'],
    ...overrides,
  };
}

describe('the page of causes', () => {
  test('is docs/causes.md as it stands; if not, run: node --import tsx bin/causes.ts', () => {
    expect(readFileSync(join(__dirname, '../docs/causes.md'), 'utf8')).toBe(causesPage(rules));
  });

  test('has one section for each rule, in the order of the list', () => {
    const page = causesPage([cause({ id: 'b', title: 'second letter' }), cause({ id: 'a', title: 'first letter' })]);
    expect(page.match(/^## .*/gm)).toEqual(['## Second letter', '## First letter']);
    expect(page).toContain('- [Second letter](#b)\n- [First letter](#a)');
    expect(page).toContain('<a id="b"></a>');
  });

  test('tells of each its id, how sure it can be, its five headings and its sources', () => {
    const page = causesPage([cause()]);
    expect(page).toContain('`made-up` · up to *proven*');
    expect(page).toContain('### What happens\n\nIt breaks.\n\n### What CloudFront does\n\nIt answers 502.');
    expect(page).toContain('### How to be sure\n\nRun `true`.\n\n### What fixes it\n\nA spanner.');
    expect(page).toContain('### What does not\n\nHope.\n\n### References\n\n- <https://example.com/rfc>\n');
  });

  test('says of a disputed cause that it only leads where nothing else is found', () => {
    const [line] = causesPage([cause({ certainty: 'likely', lastResort: true })]).match(/^`made-up`.*/m) ?? [];
    expect(line).toBe(
      '`made-up` · *likely* at most: it fits, and nothing better does; leads only where nothing else is found',
    );
  });

  test('ends in one newline and never holds three in a row', () => {
    const page = causesPage([cause(), cause({ id: 'other' })]);
    expect(page.endsWith('\n')).toBe(true);
    expect(page).not.toMatch(/\n{3}|\n\n$/);
  });
});
