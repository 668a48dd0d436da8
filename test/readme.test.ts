import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Case } from '../lab/case.ts';
import { ORIGIN_KINDS, originTable } from '../lab/origin-kinds.ts';
import { originsPage } from '../lab/origins-page.ts';
import { LOG_READS, RESPONDER_MEMBERS, RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

async function load(id: string): Promise<Case> {
  const { default: found }: { default: Case } = await import(`../lab/cases/${id}.ts`);
  return found;
}

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

  test('has the table of origins that the lab is held to, line by line', () => {
    const start = readme.indexOf('## Which origins it knows');
    const section = readme.slice(start, readme.indexOf('\n## ', start + 1));
    expect(section.split('\n').filter((line) => line.startsWith('|'))).toEqual(originTable());
  });
});

describe('docs/origins.md', () => {
  test('is made of the lab’s claims; if not, run: npm run origins', async () => {
    const claimed = ORIGIN_KINDS.flatMap(({ read, decided }) => [...read, ...decided]);
    const ids = [...new Set(claimed.map((claim) => claim.case))];
    const cases = new Map(await Promise.all(ids.map(async (id) => [id, await load(id)] as const)));
    expect(readFileSync(join(root, 'docs', 'origins.md'), 'utf8')).toBe(originsPage(ORIGIN_KINDS, cases));
  });
});

describe('what is decided of a VPC origin', () => {
  test('is likely at most where it is a certificate, as README says', async () => {
    const row = ORIGIN_KINDS.find(({ origin }) => origin === 'VPC origin');
    const claims = row?.decided.filter((one) => 'found' in one && /certificate|chain/.test(one.found)) ?? [];
    const rulesOf = claims.filter((one) => 'found' in one && one.found !== 'listener-asks-client-certificate');
    const told = await Promise.all(rulesOf.map(async (one) => [(await load(one.case)).expect].flat()[0]?.certainty));
    expect(told).toEqual(['likely', 'likely', 'likely']);
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
});
