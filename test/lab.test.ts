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

/** What changes something, among commands of AWS. */
const CHANGING =
  /aws [a-z0-9-]+ (modify|add|remove|set|authorize|revoke|update|change|create|delete|put|start|associate)-(?!session)[a-z-]+/;

/** Changes that no command of ours takes back, each with the reason. */
const FOR_GOOD: readonly (readonly [command: RegExp, why: string])[] = [
  [/ create-invalidation(-for-distribution-tenant)? /, 'what is forgotten is fetched again'],
  [/ create-(vpc-origin|cache-policy|origin-access-control|load-balancer-policy) /, 'nothing uses it yet'],
  [/ set-load-balancer-policies-of-listener /, 'which policies a classic listener had is not read'],
  [/ delete-load-balancer-listeners /, 'the next step brings it back'],
  [/ (put-bucket-policy|modify-listener .*--default-actions) /, 'what was there is not read'],
  [/ modify-listener .*LISTENER_ARN .*--certificates /, 'which certificate was there could not be read'],
  [/ --mutual-authentication Mode=off /, 'which trust store the listener had is not read: the step says so'],
  [/ update-distribution-tenant /, 'the step itself says with which value it is run again'],
  [/set the same certificate .* modify-listener /, 'it is the same before and after'],
  [/ update-domain-name .*ertificateArn,/, 'the domain name had none, or it was not seen'],
  [/ associate-address /, 'an address that nobody had'],
];

test('every command that changes something comes with the one that takes it back, or is known to have none', () => {
  const steps = [...told.values()]
    .flatMap(({ outcome }) => outcome?.messages ?? [])
    .flatMap(({ diagnosis: { conclusion, notices } }) => [
      ...('primary' in conclusion ? [conclusion.primary, ...conclusion.also] : []),
      ...notices,
    ])
    .flatMap(({ remedy }) => remedy);
  const changing = steps.filter(({ command = '' }) => CHANGING.test(command));
  expect(changing.filter(({ undo }) => undo).length).toBeGreaterThan(100);
  const bare = changing.filter(
    ({ action, command = '', undo }) => !undo && !FOR_GOOD.some(([known]) => known.test(`${action} ${command} `)),
  );
  expect([...new Set(bare.map(({ command }) => command))]).toEqual([]);
  for (const { undo = '' } of changing) expect(undo).not.toContain('undefined');
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
