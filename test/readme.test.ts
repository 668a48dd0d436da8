import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README', () => {
  test('lists the permissions of the contract, all and only these', () => {
    const listed = [...readme.matchAll(/`((?:cloudfront|cloudwatch|elasticloadbalancing|acm|sns):[A-Z]\w+)`/g)].map(
      ([, action]) => action,
    );
    expect([...new Set(listed)].sort()).toEqual(
      [...RESPONDER_READS, ...RESPONDER_WRITES].map(({ action }) => action).sort(),
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
