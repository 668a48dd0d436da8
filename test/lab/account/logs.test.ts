import {
  DescribeDeliveriesCommand,
  DescribeDeliverySourcesCommand,
  GetDeliveryDestinationCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { ESTATE } from './estate.ts';

const GROUP = '/aws/vendedlogs/cloudfront';
const FORM = 'filter `sc-status` like /^5/ | parse `cs-uri-stem` /^(?<section>\\/[^\\/]*)/';
const QUERY = `${FORM} | stats count(*) as errors by \`sc-status\`, \`x-host-header\`, section | sort errors desc | limit 100`;
const seconds = (iso: string) => Date.parse(iso) / 1000;

const run = <T>(of: (account: Account) => Promise<T>) => withAccount(ESTATE, of);

async function start(account: Account, queryString = QUERY, logGroupName = GROUP): Promise<string> {
  const times = { startTime: seconds('2026-11-23T03:00:00Z'), endTime: seconds('2026-11-23T03:12:00Z') };
  const { queryId } = await clientsOf(account).logs.send(
    new StartQueryCommand({ logGroupName, queryString, ...times }),
  );
  return queryId ?? '';
}

describe('deliveries', () => {
  test('lead from a distribution to its log group', () =>
    run(async (account) => {
      const { logs } = clientsOf(account);
      const { deliverySources } = await logs.send(new DescribeDeliverySourcesCommand({}));
      const { deliveries } = await logs.send(new DescribeDeliveriesCommand({}));
      const source = deliverySources?.find(({ resourceArns }) => resourceArns?.[0]?.endsWith('distribution/E1SHOP'));
      const delivery = deliveries?.find(({ deliverySourceName }) => deliverySourceName === source?.name);
      expect(delivery).toMatchObject({
        deliveryDestinationType: 'CWL',
        recordFields: expect.arrayContaining(['sc-status']),
      });
      const name = delivery?.deliveryDestinationArn?.split(':').at(-1);
      const { deliveryDestination } = await logs.send(new GetDeliveryDestinationCommand({ name }));
      expect(deliveryDestination).toMatchObject({
        outputFormat: 'json',
        deliveryDestinationConfiguration: {
          destinationResourceArn: `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}:*`,
        },
      });
    }));

  test('come in pages, stand in us-east-1 alone, and are refused where they are not there', () =>
    run(async (account) => {
      const { logs } = clientsOf(account);
      const first = await logs.send(new DescribeDeliveriesCommand({ limit: 2 }));
      const rest = await logs.send(new DescribeDeliveriesCommand({ limit: 2, nextToken: first.nextToken }));
      expect([first.deliveries?.length, rest.deliveries?.length, rest.nextToken]).toEqual([2, 1, undefined]);
      const abroad = await clientsOf(account, 'eu-west-1').logs.send(new DescribeDeliverySourcesCommand({}));
      expect(abroad.deliverySources).toEqual([]);
      const gone = logs.send(new GetDeliveryDestinationCommand({ name: 'gone' }));
      expect((await errorOf(gone)).name).toBe('ResourceNotFoundException');
    }));
});

describe('a query', () => {
  const results = async (account: Account, queryId: string) =>
    clientsOf(account).logs.send(new GetQueryResultsCommand({ queryId }));

  test('counts the lines of its stretch of time that match, by the fields asked for, most first', () =>
    run(async (account) => {
      const { status, results: rows, statistics } = await results(account, await start(account));
      expect(status).toBe('Complete');
      expect(rows?.map((row) => row.map(({ field, value }) => `${field}=${value}`).join(' '))).toEqual([
        'sc-status=502 x-host-header=www.shop.example section=/api errors=2',
        'sc-status=504 x-host-header=m.shop.example section=/ errors=1',
      ]);
      expect(statistics).toMatchObject({ recordsMatched: 3, recordsScanned: 4, logGroupsScanned: 1 });
    }));

  test('may run for a while, and can then be stopped', () =>
    run(async (account) => {
      const id = await start(account, QUERY, 'slow');
      expect(await results(account, id)).toMatchObject({ status: 'Running', results: [] });
      expect(await clientsOf(account).logs.send(new StopQueryCommand({ queryId: id }))).toMatchObject({
        success: true,
      });
      expect((await results(account, id)).status).toBe('Cancelled');
      const done = await start(account);
      expect((await errorOf(clientsOf(account).logs.send(new StopQueryCommand({ queryId: done })))).name).toBe(
        'InvalidParameterException',
      );
    }));

  test('of another form is refused, as are a log group and a query that are not there', () =>
    run(async (account) => {
      for (const other of ['fields @message', QUERY.replace('sort errors', 'sort x'), 'stats count(*)'])
        expect((await errorOf(start(account, other))).name).toBe('MalformedQueryException');
      expect((await errorOf(start(account, QUERY, 'gone'))).name).toBe('ResourceNotFoundException');
      expect((await errorOf(results(account, 'gone'))).name).toBe('ResourceNotFoundException');
    }));
});
