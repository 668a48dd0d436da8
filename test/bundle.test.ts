import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const dist = join(__dirname, '..', 'dist');
const chunks = readdirSync(join(dist, 'lambda'));
const code = chunks.map((file) => readFileSync(join(dist, 'lambda', file), 'utf8')).join('\n');

/** A chunk with every chunk that is loaded before it runs. */
function withStaticImports(file: string, seen: string[] = []): string[] {
  if (seen.includes(file)) return seen;
  seen.push(file);
  const text = readFileSync(join(dist, 'lambda', file), 'utf8');
  for (const [, next = ''] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.mjs)"/g)) withStaticImports(next, seen);
  return seen;
}

describe('the built function', () => {
  const bytesOf = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + statSync(join(dist, 'lambda', file)).size, 0);

  test('is small: what every cold start reads, and all of it together', () => {
    const atStart = withStaticImports('respond.mjs');
    expect(bytesOf(atStart)).toBeGreaterThan(100_000);
    expect(bytesOf(atStart)).toBeLessThan(560_000);
    expect(bytesOf(chunks)).toBeLessThan(1_000_000);
  });

  test('holds modules alone, no sources and no maps', () => {
    expect(chunks.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(chunks).toContain('respond.mjs');
  });

  const clients = [
    ...readdirSync(join(__dirname, '..', 'lambda', 'gather', 'sdk')),
    'sns.ts',
    'dynamodb.ts',
    'scheduler.ts',
  ];

  test.each(clients.map((file) => file.replace('.ts', '')))(
    'loads the client of %s only when it is asked for',
    (service) => {
      const entry = readFileSync(join(dist, 'lambda', 'respond.mjs'), 'utf8');
      const chunk = chunks.find((file) => file.startsWith(`${service}-`));
      expect(chunk).toBeDefined();
      expect(entry).toContain(`import("./${chunk}")`);
      expect(entry).not.toMatch(new RegExp(`from *"\\./${chunk}"`));
    },
  );

  test('leaves the pages of the causes at home', () => {
    expect(code).toContain('certificate-expired');
    expect(code).not.toMatch(/whatHappens|whatCloudFrontDoes/);
  });

  test('brings no way to credentials but the environment, and no operation that nobody calls', () => {
    expect(code).toContain('AWS_SECRET_ACCESS_KEY');
    expect(code).not.toMatch(/sso_start_url|credential_process|AWS_WEB_IDENTITY/);
    expect(code).not.toMatch(/CreateDistribution|DeleteCertificate|ModifyListener\b/);
  });
});

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));

  test('asks for nothing to be installed beside it but what a CDK app has', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test('everything that it points at is built', () => {
    const pointed = [
      ...Object.values<string>(manifest.bin),
      manifest.exports['.'].default,
      manifest.exports['.'].types,
    ];
    for (const file of pointed) expect(statSync(join(__dirname, '..', file)).size).toBeGreaterThan(0);
  });
});
