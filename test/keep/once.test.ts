import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import { startAccount } from '../../lab/account/server.ts';
import { type Claim, claim, mark } from '../../lambda/keep/once.ts';
import { read, type Table } from '../../lambda/keep/table.ts';

const NOW = Date.parse('2026-11-23T12:36:15.490Z');
const LEASE_MS = 65_000;

let account: Account;
let table: Table;

beforeAll(async () => {
  account = await startAccount({ tables: ['memory'] });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
  table = { name: 'memory', settings: { endpoint: account.endpoint, credentials } };
});
afterAll(() => account.close());

const take = (key: string, holder: string, after = 0, stage: 'claimed' | 'publishing' = 'claimed'): Promise<Claim> =>
  claim(table, { key, holder }, { now: NOW + after, leaseMs: LEASE_MS, stage });

describe('a thing to be done once', () => {
  test('of fifty who want it at once, one gets it', async () => {
    const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => take('crowd', `h${index}`)));
    const kinds = claims.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'mine')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'taken')).toHaveLength(49);
  });

  test('is told for good, also when the lease is long over', async () => {
    await take('told', 'a');
    expect(await mark(table, { key: 'told', holder: 'a' }, 'told')).toBe(true);
    expect(await take('told', 'b', 10 * LEASE_MS)).toEqual({ kind: 'told' });
  });

  test('is taken over after its lease, and nobody can have heard of it', async () => {
    await take('claimed', 'a');
    expect(await take('claimed', 'b', LEASE_MS)).toEqual({ kind: 'taken' });
    expect(await take('claimed', 'b', LEASE_MS + 1)).toEqual({ kind: 'mine', repeat: false });
  });

  test('that stopped while people were being told is taken over as a possible repeat', async () => {
    await take('publishing', 'a');
    await mark(table, { key: 'publishing', holder: 'a' }, 'publishing');
    expect(await take('publishing', 'b', LEASE_MS + 1)).toEqual({ kind: 'mine', repeat: true });
  });

  test('by clocks five minutes apart is taken over early, as a possible repeat, and never lost', async () => {
    const skew = 5 * 60_000;
    await take('behind', 'behind', -skew);
    await mark(table, { key: 'behind', holder: 'behind' }, 'publishing');
    expect(await take('behind', 'right')).toEqual({ kind: 'mine', repeat: true });
    expect(await mark(table, { key: 'behind', holder: 'behind' }, 'told')).toBe(false);
    await take('ahead', 'ahead', skew);
    expect(await take('ahead', 'right', 360_000)).toEqual({ kind: 'taken' });
    // The third and last time that the queue shows it.
    expect(await take('ahead', 'right', 720_000)).toEqual({ kind: 'mine', repeat: false });
  });

  test('stays its holder’s when a write is sent twice', async () => {
    await take('twice', 'a', 0, 'publishing');
    expect(await take('twice', 'a', 0, 'publishing')).toEqual({ kind: 'mine', repeat: false });
  });

  test('is nothing to whoever had it before', async () => {
    await take('lost', 'a');
    await take('lost', 'b', LEASE_MS + 1);
    expect(await mark(table, { key: 'lost', holder: 'a' }, 'publishing')).toBe(false);
    expect(await mark(table, { key: 'lost', holder: 'b' }, 'publishing')).toBe(true);
  });

  test('keeps no words of its key, and ends after a month', async () => {
    await take('arn:aws:cloudwatch:us-east-1:111122223333:alarm:a', 'a');
    const written = account.calls.map(({ parameters }) => JSON.stringify(parameters)).join();
    expect(written).not.toContain('alarm:a');
    const [id] = /once#[0-9a-f]{64}/.exec(written) ?? [];
    expect(Number((await read(table, `${id}`)).expiresAt?.N)).toBe(Math.floor(NOW / 1000) + 30 * 86_400);
  });
});
