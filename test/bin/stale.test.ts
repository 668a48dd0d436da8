import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isStale } from '../../bin/stale.ts';

let root: string;

function write(file: string, atSeconds: number): void {
  writeFileSync(join(root, file), '');
  utimesSync(join(root, file), atSeconds, atSeconds);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stale-'));
  mkdirSync(join(root, 'lambda', 'rules'), { recursive: true });
  mkdirSync(join(root, 'dist'));
  write('lambda/rules/a.ts', 1_000);
  for (const folder of ['lambda/rules', 'lambda']) utimesSync(join(root, folder), 1_000, 1_000);
});

afterEach(() => rmSync(root, { recursive: true }));

describe('whether the bundles are older than what they are made of', () => {
  test('never built', () => {
    expect(isStale(root, 'dist/.built')).toBe(true);
  });

  test('built after the last change', () => {
    write('dist/.built', 2_000);
    expect(isStale(root, 'dist/.built')).toBe(false);
  });

  test('a file deep in a room changed since', () => {
    write('dist/.built', 2_000);
    write('lambda/rules/a.ts', 3_000);
    expect(isStale(root, 'dist/.built')).toBe(true);
  });

  test('a file went away since: its folder tells', () => {
    write('dist/.built', 2_000);
    utimesSync(join(root, 'lambda/rules'), 3_000, 3_000);
    expect(isStale(root, 'dist/.built')).toBe(true);
  });

  test('what the bundles are not made of does not count', () => {
    write('dist/.built', 2_000);
    write('README.md', 3_000);
    expect(isStale(root, 'dist/.built')).toBe(false);
  });
});
