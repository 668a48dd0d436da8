import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Sample } from '../../bench/long-run-handler.ts';

const ROOT = join(__dirname, '..', '..');
const TIMEOUT_MS = 240_000;

/** A hundred alarms, ten at a time, and what the process holds after each twenty. */
const RUN = `
const { longRun } = await import('./bench/long-run.ts');
process.stdout.write(JSON.stringify(await longRun(100, 5)));
`;

function samples(): Promise<readonly Sample[]> {
  const options = ['--import', 'tsx', '--input-type=module', '-e', RUN];
  const child = spawn(process.execPath, options, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => child.once('close', () => resolve(JSON.parse(out))));
}

test(
  'a process that has answered a hundred alarms holds no socket and no timer more than after twenty',
  async () => {
    const all = await samples();
    expect(all.map(({ diagnoses }) => diagnoses)).toEqual([20, 40, 60, 80, 100]);
    expect(all.map(({ open }) => open)).toEqual(all.map(() => 0));
    expect(all.map(({ handles }) => handles)).toEqual(all.map(() => all[0]?.handles));
  },
  TIMEOUT_MS,
);
