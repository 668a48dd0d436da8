import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LOG_READS, RESPONDER_MEMBERS, RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README', () => {
  test('lists the permissions of the contract, all and only these', () => {
    const listed = [...readme.matchAll(/`([a-z0-9]+:[A-Z]\w+)`/g)].flatMap(([, action]) =>
      action === 'iam:PassRole' ? [] : [action],
    );
    expect([...new Set(listed)].sort()).toEqual(
      [...RESPONDER_READS, ...LOG_READS, ...RESPONDER_MEMBERS, ...RESPONDER_WRITES].map(({ action }) => action).sort(),
    );
  });

  test('names only scripts and pages that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = [...readme.matchAll(/npm run (\w+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    const pages = [...readme.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, page = '']) => page);
    expect(pages.filter((page) => !existsSync(join(root, page)))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

  test('names only tests and files that exist', () => {
    const named = [...page.matchAll(/`((?:test|lambda|lib)\/[\w./-]+)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('names only lab cases that exist', () => {
    const cases = [...page.matchAll(/lab case `([\w-]+)`/g)].map(([, id = '']) => id);
    expect(cases.filter((id) => !existsSync(join(root, 'lab', 'cases', `${id}.ts`)))).toEqual([]);
  });

  test('the cases that stand behind the table of origins are in the lab', () => {
    const table = readme.slice(readme.indexOf('## Which origins it knows'), readme.indexOf('## What it costs'));
    const named = table.split('\n').flatMap((line) => line.split(' | ')[3]?.match(/(?<=`)[a-z0-9-]+(?=`)/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((id) => !existsSync(join(root, 'lab', 'cases', `${id}.ts`)))).toEqual([]);
  });
});
