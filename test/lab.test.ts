import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { caseIds } from '../lab/cases.ts';
import { ACCOUNT } from '../lab/estate.ts';
import { ORIGIN_KINDS } from '../lab/origin-kinds.ts';
import type { Told } from '../lab/runner.ts';
import { unshown } from '../lab/unshown.ts';
import { MEMBER_READS } from '../lambda/contract.ts';

const ROOT = join(__dirname, '..');

/** The whole run, on a machine that is busy with other tests as well. */
const TIMEOUT_MS = 300_000;

/** What is published is documented: every message of every case is held against the page's own schema. */
const validate = new Ajv2020().compile(JSON.parse(readFileSync(join(ROOT, 'docs/diagnosis.schema.json'), 'utf8')));

const told = new Map<string, Told>();
let child: ChildProcess | undefined;

/** The real ESM bundle runs in a process of its own: jest compiles to CommonJS, Lambda does not. */
beforeAll(async () => {
  if (!existsSync(join(ROOT, 'dist/lambda/respond.mjs'))) throw new Error('run npm run build first');
  const errors: string[] = [];
  child = fork(join(ROOT, 'lab/runner.ts'), { execArgv: ['--import', 'tsx'], cwd: ROOT, silent: true });
  child.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  child.on('message', (one: Told) => told.set(one.id, one));
  const code = await new Promise((resolve) => child?.once('exit', resolve));
  if (code !== 0) throw new Error(`the runner ended with ${code}: ${errors.join('')}`);
}, TIMEOUT_MS);

afterAll(() => {
  child?.kill();
});

describe('every case of the lab, through the bundled handler', () => {
  test.each(caseIds())('%s', (id) => {
    const { shortfalls, declared, outcome } = told.get(id) ?? { shortfalls: ['it was not run'] };
    expect(shortfalls).toEqual([]);
    expect(declared).toBe(id);
    for (const { diagnosis, incident } of outcome?.messages ?? [])
      expect([validate({ ...diagnosis, incident }), validate.errors]).toEqual([true, null]);
  });
});

test('another account is asked nothing but what its role grants', () => {
  const granted = new Set(MEMBER_READS.map(({ command }) => command.replace(/Command$/, '')));
  const calls = [...told.values()].flatMap(({ outcome }) => outcome?.calls ?? []);
  const there = calls.filter(({ accountId }) => accountId !== undefined && accountId !== ACCOUNT);
  const asked = new Set(there.map(({ operation }) => operation.split(':')[1] ?? ''));
  expect(asked.size).toBeGreaterThan(10);
  expect([...asked].filter((one) => !granted.has(one))).toEqual([]);
});

describe('every entry of README’s table of origins is shown by its case', () => {
  const claims = ORIGIN_KINDS.flatMap((row) =>
    (['read', 'decided'] as const).flatMap((column) =>
      row[column].map((claim) => ({
        name: `${row.origin}, ${column}, ${claim.what}: ${claim.case}`,
        row,
        column,
        claim,
      })),
    ),
  );

  test.each(claims)('$name', ({ row, column, claim }) => {
    const outcome = told.get(claim.case)?.outcome;
    expect(outcome ? unshown(row, column, claim, outcome) : ['there is no such case']).toEqual([]);
  });
});
