import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const dist = join(__dirname, '..', 'dist');
const chunks = readdirSync(join(dist, 'lambda'));
const code = chunks.map((file) => readFileSync(join(dist, 'lambda', file), 'utf8')).join('\n');

describe('the built function', () => {
  test('is small: every byte is paid for at cold start', () => {
    const bytes = chunks.reduce((sum, file) => sum + statSync(join(dist, 'lambda', file)).size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(520_000);
  });

  test('holds modules alone, no sources and no maps', () => {
    expect(chunks.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(chunks).toContain('respond.mjs');
  });

  test.each(['cloudfront', 'cloudwatch', 'elb', 'acm', 'sns'])(
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
    expect(code).not.toMatch(/sso_start_url|credential_process|AssumeRoleWithWebIdentity/);
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
