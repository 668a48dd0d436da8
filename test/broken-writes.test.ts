import { fork } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Faults } from '../lab/broken-calls.ts';
import type { Found } from '../lab/broken-calls-runner.ts';
import { RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const ROOT = join(__dirname, '..');
const KINDS = ['deny', 'throttle', 'fail', 'garbage', 'hang'] as const;
const TIMEOUT_MS = 600_000;

const writes = RESPONDER_WRITES.map(({ action }) => action);
const reads = RESPONDER_READS.map(({ action }) => action);
const single: Faults[] = writes.flatMap((operation) => KINDS.map((kind) => [{ operation, kind }]));

const fault = (operations: readonly string[]) =>
  fc.record({ operation: fc.constantFrom(...operations), kind: fc.constantFrom(...KINDS) });

/** One that writes and another one, drawn anew with `FC_SEED=random`. */
const pairs: Faults[] = fc
  .sample(fc.tuple(fault(writes), fault([...reads, ...writes])), {
    numRuns: 60,
    seed: process.env.FC_SEED === 'random' ? Date.now() : 20_261_126,
  })
  .filter(([one, other]) => one.operation !== other.operation);

const found = new Map<string, readonly string[]>();

/** The shipped bundle runs in a process of its own, over sockets, against the pretend account. */
beforeAll(async () => {
  const child = fork(join(ROOT, 'lab/broken-writes-runner.ts'), { execArgv: ['--import', 'tsx'], cwd: ROOT });
  child.on('message', ({ key, wrong }: Found) => found.set(key, wrong));
  child.send([...single, ...pairs]);
  await new Promise((resolve) => child.once('exit', resolve));
}, TIMEOUT_MS);

const outcome = (ask: Faults) => found.get(JSON.stringify(ask)) ?? ['it was not run'];

describe('every call that writes, or reads what was written, failing alone', () => {
  test.each(single.map((ask) => [ask[0]?.operation, ask[0]?.kind, ask] as const))('%s: %s', (_, __, ask) => {
    expect(outcome(ask)).toEqual([]);
  });
});

describe('one that writes failing together with another', () => {
  test.each(pairs.map((ask) => [ask.map(({ operation, kind }) => `${operation} ${kind}`).join(', '), ask] as const))(
    '%s',
    (_, ask) => expect(outcome(ask)).toEqual([]),
  );
});
