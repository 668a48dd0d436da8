import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { json, send, signedFor } from './clients.ts';
import { ESTATE } from './estate.ts';
import { ask } from './good-calls.ts';

describe('no request harms it', () => {
  let account: Account;
  beforeAll(async () => {
    account = await startAccount(ESTATE);
  });
  afterAll(async () => {
    const last = await ask(account, 'acm:ListCertificates').catch((error: Error) => error);
    await account.close();
    expect(last).not.toBeInstanceOf(Error);
    expect(account.calls.filter(({ outcome }) => outcome === 'InternalFailure')).toEqual([]);
  });

  const scope = fc.constantFrom('cloudfront', 'monitoring', 'elasticloadbalancing', 'acm', 'sns', 'ec2');
  const target = fc.oneof(
    fc.constantFrom('CertificateManager.SearchCertificates', 'GraniteServiceVersion20100801.GetMetricData'),
    fc.string({ unit: 'grapheme-ascii' }).map((text) => text.trim()),
  );
  const query = fc
    .array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 })
    .chain((pairs) =>
      fc
        .constantFrom('DescribeLoadBalancers', 'Publish', 'DescribeListenerCertificates')
        .map((Action) => new URLSearchParams([['Action', Action], ['Version', '2015-12-01'], ...pairs]).toString()),
    );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    query,
    fc.object().map((value) => JSON.stringify(value)),
  );
  const path = fc.oneof(
    fc.constant('/'),
    fc.webPath().map((text) => `/2020-05-31/distribution/${text}`),
    fc.webPath().map((text) => `/${text}`),
  );

  test('well-formed HTTP with any path, headers and body gets an answer with an error status or 200', async () => {
    const version = fc.constantFrom('x-amz-json-1.0', 'x-amz-json-1.1', 'x-www-form-urlencoded');
    const signature = fc.oneof(
      scope.map((name) => signedFor(name)),
      fc.constant(''),
      fc.constant('AWS4 x'),
    );
    const request = fc.record({
      path,
      body,
      target,
      version,
      signature,
      method: fc.constantFrom('POST', 'GET', 'PUT'),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ path: to, body: words, target: at, version: type, signature: by, method }) => {
        const before = account.calls.length;
        const headers = { authorization: by, 'content-type': `application/${type}`, 'x-amz-target': at };
        const { status } = await send(account, { path: to, method, headers, ...(method !== 'GET' && { body: words }) });
        expect([200, 400, 403, 404]).toContain(status);
        expect(account.calls).toHaveLength(before + 1);
      }),
      { numRuns: 300 },
    );
  });

  test('a filter nested to any depth gets an answer', async () => {
    const deep = (depth: number) => `${'{"Not":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    for (const depth of [1, 50, 5_000]) {
      const request = json('acm', '1.1', 'CertificateManager.SearchCertificates', {});
      const answer = await send(account, { ...request, body: `{"FilterStatement":${deep(depth)}}` });
      expect(answer.status).toBe(400);
    }
  });

  test('bytes that are no HTTP end the connection, nothing else', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        await new Promise<void>((resolve) => {
          const socket = connect(Number(new URL(account.endpoint).port), '127.0.0.1', () => socket.end(some));
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
          socket.resume();
        });
      }),
      { numRuns: 50 },
    );
  });
});
