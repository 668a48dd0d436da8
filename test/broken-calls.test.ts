import { fork } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Faults } from '../lab/broken-calls.ts';
import type { Found } from '../lab/broken-calls-runner.ts';
import { RESPONDER_READS } from '../lambda/contract.ts';

const ROOT = join(__dirname, '..');
const KINDS = ['deny', 'throttle', 'fail', 'garbage', 'hang'] as const;
const TIMEOUT_MS = 600_000;

const actions = RESPONDER_READS.map(({ action }) => action);
const single: Faults[] = actions.flatMap((operation) => KINDS.map((kind) => [{ operation, kind }]));

/** Two at a time, drawn anew with `FC_SEED=random`. */
const pairs: Faults[] = fc.sample(
  fc.tuple(
    fc.record({ operation: fc.constantFrom(...actions), kind: fc.constantFrom(...KINDS) }),
    fc.record({ operation: fc.constantFrom(...actions), kind: fc.constantFrom(...KINDS) }),
  ),
  { numRuns: 60, seed: process.env.FC_SEED === 'random' ? Date.now() : 20_261_125 },
);

const found = new Map<string, readonly string[]>();

/** The shipped bundle runs in a process of its own, over sockets, against the pretend account. */
beforeAll(async () => {
  const child = fork(join(ROOT, 'lab/broken-calls-runner.ts'), { execArgv: ['--import', 'tsx'], cwd: ROOT });
  child.on('message', ({ key, wrong }: Found) => found.set(key, wrong));
  child.send([...single, ...pairs]);
  await new Promise((resolve) => child.once('exit', resolve));
}, TIMEOUT_MS);

const outcome = (ask: Faults) => found.get(JSON.stringify(ask)) ?? ['it was not run'];

describe('every call that may be made, failing alone', () => {
  test.each(single.map((ask) => [ask[0]?.operation, ask[0]?.kind, ask] as const))('%s: %s', (_, __, ask) => {
    expect(outcome(ask)).toEqual([]);
  });
});

describe('two calls failing together', () => {
  test.each(pairs.map((ask) => [ask.map(({ operation, kind }) => `${operation} ${kind}`).join(', '), ask] as const))(
    '%s',
    (_, ask) => expect(outcome(ask)).toEqual([]),
  );
});
