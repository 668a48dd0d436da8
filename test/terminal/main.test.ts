import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Starting a process on a busy machine takes its time. */
const PATIENCE_MS = 30_000;

function program(...argv: string[]) {
  return spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'program.ts'), ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

type Ended = { status: number | null; out: string; err: string };

function ended(child: ReturnType<typeof program>): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

describe('the program as a process', () => {
  test(
    'everything it says arrives before it ends, however much that is',
    async () => {
      const { status, out, err } = await ended(program('origin', 'a.example'));
      expect(status).toBe(1);
      expect(out).toContain('certificate expired 2 days ago');
      expect(out.length).toBeGreaterThan(2_000_000);
      expect(err).toContain('looking up a.example');
    },
    PATIENCE_MS,
  );

  test(
    'Ctrl-C ends it at once with 130',
    async () => {
      const child = program('origin', 'hang.example');
      const end = ended(child);
      child.stderr.once('data', () => child.kill('SIGINT'));
      expect(await end).toMatchObject({ status: 130, out: '' });
    },
    PATIENCE_MS,
  );

  test(
    'a reader that goes away is no error',
    async () => {
      const child = program('origin', 'a.example');
      const end = ended(child);
      child.stdout.once('data', () => child.stdout.destroy());
      const { status, err } = await end;
      expect(status).toBe(1);
      expect(err).not.toMatch(/EPIPE|Error/);
    },
    PATIENCE_MS,
  );

  test(
    'an event comes through standard input',
    async () => {
      const child = program('event', '-', '--json');
      const end = ended(child);
      child.stdin.end('{}');
      const { status, out } = await end;
      expect(status).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 });
    },
    PATIENCE_MS,
  );
});
