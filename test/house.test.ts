import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../lambda/rules/index.ts';
import { breachesIn, breachesOf, sourcesIn } from './house/syntax.ts';

const root = join(__dirname, '..');
const ROOMS = ['bin', 'terminal', 'lib', 'lambda', 'lab', 'bench'];
const config = join(root, '.dependency-cruiser.json');

/** Runs dependency-cruiser in `folder` and answers the names of the laws that were broken there. */
function broken(folder: string): string[] {
  const cli = join(root, 'node_modules', '.bin', 'depcruise');
  const rooms = ROOMS.filter((room) => existsSync(join(folder, room)));
  const { stdout } = spawnSync(process.execPath, [cli, '--config', config, '--output-type', 'json', ...rooms], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const { summary } = JSON.parse(stdout);
  return [...new Set<string>(summary.violations.map((one: { rule: { name: string } }) => one.rule.name))].sort();
}

describe('the laws of imports', () => {
  test('hold in the house', () => {
    expect(broken(root)).toEqual([]);
  });

  test('each bites where it is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'house-'));
    try {
      plant(folder);
      const { forbidden } = JSON.parse(readFileSync(config, 'utf8'));
      expect(broken(folder)).toEqual(forbidden.map(({ name }: { name: string }) => name).sort());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A small house in which every law of imports is broken once; type-only imports count as much as others. */
function plant(folder: string): void {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const imports: Record<string, string[]> = {
    'lambda/model/a.ts': ['../tls/a.ts'],
    'lambda/contract.ts': ['./model/b.ts'],
    'lambda/model/b.ts': [],
    'lambda/tls/a.ts': ['../cloudfront/a.ts'],
    'lambda/cloudfront/a.ts': ['../tls/b.ts'],
    'lambda/tls/b.ts': [],
    'lambda/gather/a.ts': ['../rules/b.ts', '../keep/b.ts'],
    'lambda/gather/b.ts': [],
    'lambda/keep/a.ts': ['../gather/b.ts'],
    'lambda/keep/b.ts': [],
    'lambda/rules/a.ts': ['./b.ts', '../gather/b.ts'],
    'lambda/rules/b.ts': [],
    'lambda/report/a.ts': ['../remedies/a.ts', '../diagnose.ts'],
    'lambda/remedies/a.ts': [],
    'lambda/diagnose.ts': ['./respond.ts'],
    'lambda/respond.ts': [],
    'lambda/utils/a.ts': [],
    'lib/a.ts': ['../lambda/diagnose.ts', '../test/a.ts'],
    'lab/a.ts': ['../lambda/diagnose.ts'],
    'terminal/a.ts': ['../lambda/diagnose.ts', './b.ts', '../lambda/utils/a.ts'],
    'terminal/b.ts': ['./a.ts'],
    'test/a.ts': [],
  };
  for (const [file, targets] of Object.entries(imports)) {
    const lines = targets.map(
      (target, index) => `import type { It as It${index} } from '${target}';\nexport type From${index} = It${index};`,
    );
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), [...lines, 'export type It = 1;', ''].join('\n'));
  }
}

describe('the laws of size, types and purity', () => {
  test.each(ROOMS.flatMap((room) => sourcesIn(root, room)))('%s', (file) => {
    expect(breachesOf(root, file)).toEqual([]);
  });

  test.each([
    ['any', 'lambda/x.ts', 'export const a = (b: any) => b;'],
    ['a non-null assertion', 'lambda/x.ts', 'export const a = (b?: string) => b!;'],
    ['a cast', 'lambda/gather/x.ts', 'export const a = (b: unknown) => b as string;'],
    ['reads the clock', 'lambda/rules/x.ts', 'export const a = () => new Date();'],
    ['impure: Date.now', 'lambda/tls/x.ts', 'export const a = () => Date.now();'],
    ['impure: process.env', 'lambda/report/x.ts', 'export const a = () => process.env.X;'],
    ['local time: getHours', 'lambda/report/x.ts', 'export const a = (at: Date) => at.getHours();'],
    ['impure: Math.random', 'lambda/diagnose.ts', 'export const a = () => Math.random();'],
    ['imports node:net', 'lambda/parse-alarm.ts', "import { connect } from 'node:net';\nexport const a = connect;"],
    [
      'imports @aws-sdk/client-acm',
      'lambda/rules/x.ts',
      "import { ACMClient } from '@aws-sdk/client-acm';\nexport const a = ACMClient;",
    ],
    ['a function of 31 lines', 'lib/x.ts', `export function a() {${'\n'.repeat(30)}}`],
    ['201 lines', 'lab/x.ts', 'export const a = 1;\n'.repeat(201)],
  ])('"%s" is seen', (said, file, text) => {
    expect(breachesIn(file, text).join()).toContain(said);
  });
});

describe('every root cause', () => {
  const ids = rules.map(({ id }) => id);
  const named = (folder: string, ending: string) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length));

  test('has its file, and every file is listed', () => {
    expect(
      named('lambda/rules', '.ts')
        .filter((id) => id !== 'index')
        .sort(),
    ).toEqual([...ids].sort());
  });

  test('has its test', () => {
    expect(named('test/rules', '.test.ts').sort()).toEqual([...ids].sort());
  });

  test('is served for real in the lab', () => {
    const cases = named('lab/cases', '.ts');
    expect(ids.filter((id) => !cases.includes(id))).toEqual([]);
  });
});

describe('the repository', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && existsSync(join(root, file)));

  test('keeps no download addresses in its lock file', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  test('holds nothing at the top but what belongs there', () => {
    const known = [
      ...['.ci', 'bin', 'terminal', 'lib', 'lambda', 'lab', 'test', 'bench', 'docs'],
      ...[
        'package.json',
        'package-lock.json',
        'cdk.json',
        'tsconfig.json',
        'tsconfig.build.json',
        'biome.json',
        'jest.config.json',
      ],
      ...[
        '.dependency-cruiser.json',
        '.gitignore',
        '.npmrc',
        'README.md',
        'CONTRIBUTING.md',
        'CHANGELOG.md',
        'LICENSE',
      ],
    ];
    const top = new Set(tracked.map((file) => file.split('/')[0] ?? ''));
    expect([...top].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('has no skipped, lone or unfinished test', () => {
    const tests = tracked.filter((file) => file.startsWith('test/') && file !== 'test/house.test.ts');
    const marks = /\b(test|it|describe)\.(skip|only|todo|failing)\b|\bx(it|test|describe)\(/;
    expect(tests.filter((file) => marks.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});
