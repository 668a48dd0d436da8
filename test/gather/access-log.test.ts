import { describe, expect, test } from '@jest/globals';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { queryOf, readAccessLog, toAccessLog, windowAround } from '../../lambda/gather/access-log.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { deliveryOf, toLogGroup } from '../../lambda/gather/log-deliveries.ts';
import { withAccount } from '../lab/account/clients.ts';
import { ESTATE } from '../lab/account/estate.ts';

const SIGNAL = new AbortController().signal;
const NOW = '2026-11-23T03:12:40Z';
const WINDOW = windowAround('2026-11-23T03:12:00Z', NOW);
const GROUP = '/aws/vendedlogs/cloudfront';

/** What is read of the log of a distribution of the estate, and the calls that it took. */
async function read(id: string, more: Partial<AccountFixture> = {}) {
  return withAccount({ ...ESTATE, ...more }, async (account) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const aws = awsClients({ endpoint: account.endpoint, credentials });
    const seen = await readAccessLog(aws, id, WINDOW, SIGNAL);
    return { seen, calls: account.calls.map(({ operation }) => operation) };
  });
}

describe('the access log', () => {
  test('is counted by one query over the group that CloudFront delivers to, in six calls at most', async () => {
    const { seen, calls } = await read('E1SHOP');
    expect(seen).toEqual({
      status: 'observed',
      value: {
        logGroup: GROUP,
        from: '2026-11-23T02:57:00.000Z',
        to: '2026-11-23T03:12:40.000Z',
        total: 3,
        bytesScanned: expect.any(Number),
        failed: [
          { status: '502', result: '', host: 'www.shop.example', path: '/api', count: 2 },
          { status: '504', result: '', host: 'm.shop.example', path: '/', count: 1 },
        ],
      },
    });
    expect(calls.toSorted()).toEqual([
      'DescribeDeliveries',
      'DescribeDeliverySources',
      'GetDeliveryDestination',
      'GetQueryResults',
      'StartQuery',
    ]);
  });

  test('is not there where logs go to a bucket, or nowhere: nothing is queried', async () => {
    for (const id of ['E3BUCKET', 'ENONE']) {
      const { seen, calls } = await read(id);
      expect([seen.status, calls.length]).toEqual(['not-applicable', 2]);
    }
  });

  test('whose query is too slow is unavailable, and the query is stopped', async () => {
    const { seen, calls } = await read('E2PLAIN');
    expect(seen).toMatchObject({ status: 'unavailable', reason: expect.stringContaining('was stopped') });
    expect(calls.slice(3)).toEqual(['StartQuery', 'GetQueryResults', 'GetQueryResults', 'StopQuery']);
  });

  test.each([
    'logs:DescribeDeliverySources',
    'logs:DescribeDeliveries',
    'logs:GetDeliveryDestination',
    'logs:StartQuery',
    'logs:GetQueryResults',
  ])('is a blind spot with its permission where %s is denied', async (operation) => {
    const { seen } = await read('E1SHOP', { faults: [{ operation, kind: 'deny' }] });
    expect(seen).toMatchObject({ status: 'unavailable', permission: operation });
  });
});

describe('the query', () => {
  test('selects what the delivery holds, and never queries or cookies', () => {
    const all = [
      'sc-status',
      'x-host-header',
      'x-edge-detailed-result-type',
      'cs-uri-stem',
      'cs-uri-query',
      'cs(Cookie)',
      'c-ip',
    ];
    const query = queryOf({ fields: all });
    expect(query).toBe(
      'filter `sc-status` like /^5/ | parse `cs-uri-stem` /^(?<section>\\/[^\\/]*)/ | stats count(*) as errors by `sc-status`, `x-edge-detailed-result-type`, `x-host-header`, section | sort errors desc | limit 100',
    );
    expect(queryOf({ fields: ['sc-status'] })).not.toMatch(/section|host/);
    expect(queryOf({ fields: ['x-host-header'] })).toBeUndefined();
  });

  test('looks through thirty minutes at most', () => {
    const minutes = (alarm: string | undefined, now: string) => {
      const { from, to } = windowAround(alarm, now);
      return (to - from) / 60_000;
    };
    expect(minutes('2026-11-23T03:12:00Z', '2026-11-23T03:12:30Z')).toBe(15.5);
    expect(minutes('2026-11-01T03:12:00Z', NOW)).toBe(30);
    expect(minutes(undefined, NOW)).toBe(15);
    expect(minutes('soon', NOW)).toBe(15);
  });
});

describe('an answer of CloudWatch Logs', () => {
  test('is bounded: rows, words, and what is no number', () => {
    const row = (host: string, errors: string) => [
      { field: 'x-host-header', value: host },
      { field: 'errors', value: errors },
      { field: '@ptr', value: 'x' },
      {},
    ];
    const results = [
      row(`${'A'.repeat(999)}`, '7'),
      row('b', 'many'),
      ...Array.from({ length: 200 }, () => row('c', '1')),
    ];
    const seen = toAccessLog({ results }, GROUP, WINDOW);
    expect(seen.failed).toHaveLength(99);
    expect(seen.failed[0]).toEqual({ status: '', result: '', host: 'a'.repeat(253), path: '', count: 7 });
    expect([seen.total, seen.bytesScanned]).toEqual([105, 0]);
    expect(toAccessLog({}, GROUP, WINDOW)).toMatchObject({ total: 0, failed: [] });
  });

  test('leads to a log group only where its lines can be asked by field, in us-east-1', () => {
    const arn = (region: string) => `arn:aws:logs:${region}:111122223333:log-group:${GROUP}:*`;
    expect(toLogGroup(arn('us-east-1'), 'json')).toEqual({ status: 'observed', value: GROUP });
    expect(toLogGroup(arn('us-east-1'), undefined).status).toBe('observed');
    expect(toLogGroup(arn('us-east-1'), 'plain')).toMatchObject({ reason: expect.stringContaining('plain text') });
    expect(toLogGroup(arn('eu-west-1'), 'json')).toMatchObject({ reason: expect.stringContaining('eu-west-1') });
    expect(toLogGroup('arn:aws:s3:::bucket', 'json').status).toBe('unavailable');
  });

  test('of an account with more deliveries than one page says so, and does not say that there is none', () => {
    const none = { items: [], more: false };
    expect(deliveryOf({ items: [], more: true }, none, 'E1SHOP')).toMatchObject({ status: 'unavailable' });
    expect(deliveryOf(none, none, 'E1SHOP')).toMatchObject({ status: 'not-applicable' });
    const source = {
      name: 's',
      logType: 'CONNECTION_LOGS',
      resourceArns: ['arn:aws:cloudfront::1:distribution/E1SHOP'],
    };
    const delivery = {
      deliverySourceName: 's',
      deliveryDestinationType: 'CWL' as const,
      deliveryDestinationArn: 'arn:aws:logs:us-east-1:1:delivery-destination:d',
    };
    const page = (items: object[]) => ({ items, more: false });
    expect(deliveryOf(page([source]), page([delivery]), 'E1SHOP').status).toBe('not-applicable');
    expect(deliveryOf(page([{ ...source, logType: 'ACCESS_LOGS' }]), page([delivery]), 'E1SHOP')).toMatchObject({
      value: { destination: 'd', fields: expect.arrayContaining(['x-host-header']) },
    });
  });
});
