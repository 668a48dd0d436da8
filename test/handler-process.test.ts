import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../lab/account/account.ts';
import { startAccount } from '../lab/account/server.ts';
import { SHOP_ID, shop, TABLE, TOPIC_ARN } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { crowdedPort, silentPort } from './silent-port.ts';

const BUNDLE = pathToFileURL(join(__dirname, '..', 'dist', 'lambda', 'respond.mjs')).href;
const PATIENCE_MS = 30_000;

/** On Node 20 the SDK announces the end of its support on standard error. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** What Lambda does: imports the module, calls its handler with the event, writes down what it returns. */
const RUNTIME = `
let text = '';
for await (const chunk of process.stdin) text += chunk;
const { handler } = await import(${JSON.stringify(BUNDLE)});
const answer = await handler(JSON.parse(text), { getRemainingTimeInMillis: () => 20_000 });
process.stdout.write('RETURNED ' + JSON.stringify(answer));
`;

let account: Account;

beforeEach(async () => {
  account = await startAccount({
    distributions: [shop({ origins: [{ id: 'web', domainName: 'gone.invalid' }] })],
    topics: [{ arn: TOPIC_ARN, subscribers: [{ protocol: 'email', endpoint: 'oncall@example.com' }] }],
  });
});

afterEach(() => account.close());

function invoke(
  event: unknown,
  environment: Readonly<Record<string, string>>,
): Promise<{ status: number | null; out: string; err: string }> {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_REGION: 'us-east-1',
    ...QUIET,
    ...environment,
  };
  const child = spawn(process.execPath, ['--input-type=module', '-e', RUNTIME], { env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(JSON.stringify(event));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'lab', AWS_SESSION_TOKEN: 'token' };
const EVENT = sqs([eventBridge({ distributionId: SHOP_ID, at: '2026-11-23T12:36:15.490Z' })]);

describe('the deployed files in a process of their own, with the environment that Lambda gives', () => {
  test(
    'an alarm becomes a message, with credentials from the environment',
    async () => {
      const { out, err } = await invoke(EVENT, { ...CREDENTIALS, TOPIC_ARN });
      expect([out.split('RETURNED ')[1], err]).toEqual(['{"batchItemFailures":[]}', '']);
      expect(account.published).toHaveLength(1);
      expect(account.published[0]?.attributes.distributionId).toBe(SHOP_ID);
      expect(out).toContain("outcome: 'published'");
    },
    PATIENCE_MS,
  );

  test(
    'its metrics are lines of their own on standard output, with nothing of the console around them',
    async () => {
      const { out } = await invoke(EVENT, { ...CREDENTIALS, TOPIC_ARN, AWS_LAMBDA_FUNCTION_NAME: 'responder' });
      const [line = '{}', ...others] = out.split('\n').filter((one) => one.startsWith('{"_aws"'));
      expect(others).toEqual([]);
      expect(JSON.parse(line)).toMatchObject({ Function: 'responder', Conclusion: 'root-cause', Diagnoses: 1 });
    },
    PATIENCE_MS,
  );

  test.each(['accepts a connection and says nothing', 'lets no connection come about'] as const)(
    'a table that %s costs the memory of a message, never the message',
    async (how) => {
      const table = await (how.startsWith('accepts') ? silentPort() : crowdedPort());
      const told = { TABLE_NAME: TABLE, AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
      const { out } = await invoke(EVENT, { ...CREDENTIALS, TOPIC_ARN, ...told });
      await table.close();
      expect(out.split('RETURNED ')[1]).toBe('{"batchItemFailures":[]}');
      const [message] = account.published;
      expect(message?.attributes).toMatchObject({ distributionId: SHOP_ID, conclusion: 'root-cause' });
      const text = message?.deliveries[0]?.body.replace(/\s+/g, ' ');
      expect(text).toContain('Nothing could be remembered of this message (its table did not answer in time)');
    },
    2 * PATIENCE_MS,
  );

  test(
    'without its topic it says what it needs',
    async () => {
      const { status, err } = await invoke(EVENT, CREDENTIALS);
      expect(status).not.toBe(0);
      expect(err).toContain('TOPIC_ARN is not set');
    },
    PATIENCE_MS,
  );
});
