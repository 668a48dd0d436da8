import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Account } from '../../lab/account/account.ts';
import { startAccount } from '../../lab/account/server.ts';
import { makeAuthority } from '../../lab/authority.ts';
import { type DnsServer, startDnsServer } from '../../lab/dns-server.ts';
import { SHOP_ID, shop } from '../../lab/estate.ts';
import { eventBridge } from '../../lab/events.ts';
import type { Running } from '../../lab/loopback.ts';
import { tlsOrigin } from '../../lab/origins/tls.ts';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'bin', 'diagnose.mjs');
const PATIENCE_MS = 30_000;
const OLD = 'old.example.com';
const GOOD = 'good.example.com';

let folder: string;
let dns: DnsServer;
let account: Account;
let origins: { readonly old: Running; readonly good: Running };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  const now = new Date();
  const authority = await makeAuthority(now);
  const old = await authority.issue({
    names: [OLD],
    notAfter: new Date(now.getTime() - 3.5 * 86_400_000).toISOString(),
  });
  const good = await authority.issue({ names: [GOOD] });
  const serve = (leaf: typeof old) => tlsOrigin({ chain: [leaf, authority.intermediate] })('127.0.0.1');
  origins = { old: await serve(old), good: await serve(good) };
  dns = await startDnsServer({ [OLD]: { a: ['127.0.0.1'] }, [GOOD]: { a: ['127.0.0.1'] } });
  const origin = { id: 'web', domainName: OLD, httpsPort: origins.old.port };
  account = await startAccount({ distributions: [shop({ origins: [origin] })] });
  writeFileSync(join(folder, 'root.pem'), authority.root.pem);
}, PATIENCE_MS);

afterAll(async () => {
  await Promise.all([dns.close(), account.close(), origins.old.close(), origins.good.close()]);
  rmSync(folder, { recursive: true });
});

/** Runs the program that the package ships, as a process of its own. */
function run(argv: readonly string[], input = ''): Promise<{ status: number | null; out: string; err: string }> {
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'lab' };
  const env = { PATH: process.env.PATH, ...credentials, AWS_ENDPOINT_URL: account.endpoint };
  const child = spawn(process.execPath, [PROGRAM, ...argv], { env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

const surroundings = () => [
  ...['--resolver', dns.address, '--trust-anchors', join(folder, 'root.pem')],
  '--allow-private-addresses',
];

describe('the program that the package ships', () => {
  test(
    'origin: an expired certificate is a fault, a good origin is none, neither asks AWS',
    async () => {
      const before = account.calls.length;
      const old = await run(['origin', OLD, '--port', String(origins.old.port), ...surroundings()]);
      expect(old.status).toBe(1);
      expect(old.out).toMatch(/certificate on old\.example\.com expired 3 days ago/);
      expect(
        old.out.split('\n').filter((line) => line.length > 80 && !/^ *(aws|openssl|sudo|https?:)/.test(line)),
      ).toEqual([]);
      const good = await run(['origin', GOOD, '--port', String(origins.good.port), ...surroundings()]);
      expect(good).toMatchObject({ status: 0, out: expect.stringContaining('No fault found') });
      expect(account.calls).toHaveLength(before);
    },
    PATIENCE_MS,
  );

  test(
    'distribution: the same engine over the account, JSON that the schema knows, evidence that replays',
    async () => {
      const saved = join(folder, 'evidence.json');
      const { status, out } = await run(['distribution', SHOP_ID, '--json', '--evidence', saved, ...surroundings()]);
      expect(status).toBe(1);
      const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'diagnosis.schema.json'), 'utf8'));
      const validate = new Ajv2020({ strict: false }).compile(schema);
      expect([validate(JSON.parse(out)), validate.errors]).toEqual([true, null]);
      expect(JSON.parse(out).conclusion).toMatchObject({
        kind: 'root-cause',
        primary: { ruleId: 'certificate-expired' },
      });
      const again = await run(['replay', saved, '--json']);
      expect(again).toMatchObject({ status: 1, out });
    },
    PATIENCE_MS,
  );

  test(
    'event: the alarm itself, from standard input',
    async () => {
      const event = eventBridge({ distributionId: SHOP_ID, at: new Date().toISOString() });
      const { status, out } = await run(['event', '-', ...surroundings()], JSON.stringify(event));
      expect(status).toBe(1);
      expect(out).toContain('Alarm: ');
    },
    PATIENCE_MS,
  );

  test(
    'what could not run, and what nobody can know',
    async () => {
      const unknown = await run(['distribution', 'E9NOSUCHDIST', ...surroundings()]);
      expect(unknown).toMatchObject({ status: 2, out: '', err: expect.stringContaining('does not exist') });
      const usage = await run(['origin', OLD, '--prot', '443']);
      expect(usage).toMatchObject({ status: 2, err: expect.stringContaining('did you mean --protocols') });
      const dumb = await run(['origin', OLD, '--resolver', '127.0.0.1:1', '--timeout', '5']);
      expect(dumb).toMatchObject({ status: 3, out: expect.stringContaining('Inconclusive') });
    },
    PATIENCE_MS,
  );
});
