import {
  DescribeAlarmContributorsCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { ESTATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account).cloudwatch;

describe('alarms', () => {
  test('are told by name, metric alarms alone unless other types are asked for', async () => {
    const AlarmNames = ['cf-5xx', 'any', 'gone'];
    const usual = await here().send(new DescribeAlarmsCommand({ AlarmNames }));
    expect(usual.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['cf-5xx']);
    expect(usual.CompositeAlarms).toEqual([]);
    const both = new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    const { CompositeAlarms } = await here().send(both);
    expect(CompositeAlarms?.[0]).toMatchObject({ AlarmName: 'any', AlarmRule: 'ALARM("cf-5xx") OR ALARM("grouped")' });
  });

  test('over one metric have both dimensions of CloudFront, over a query have metrics', async () => {
    const names = new DescribeAlarmsCommand({ AlarmNames: ['cf-5xx', 'math'] });
    const [single, math] = (await here().send(names)).MetricAlarms ?? [];
    expect(single).toMatchObject({
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:cf-5xx',
      Namespace: 'AWS/CloudFront',
      MetricName: '5xxErrorRate',
      Dimensions: [
        { Name: 'DistributionId', Value: 'E1SHOP' },
        { Name: 'Region', Value: 'Global' },
      ],
      StateValue: 'ALARM',
      StateUpdatedTimestamp: new Date('2026-11-23T03:12:00Z'),
    });
    expect(math?.MetricName).toBeUndefined();
    expect(math?.Metrics?.[1]?.MetricStat?.Metric?.Dimensions?.[0]?.Value).toBe('E1SHOP');
    expect(math?.Metrics?.map(({ ReturnData }) => ReturnData)).toEqual([true, false]);
  });

  test('are chosen by prefix and state, in pages, in us-east-1', async () => {
    const ask = (input: DescribeAlarmsCommandInput) => here().send(new DescribeAlarmsCommand(input));
    expect((await ask({ AlarmNamePrefix: 'cf-', StateValue: 'OK' })).MetricAlarms).toHaveLength(1);
    const first = await ask({ MaxRecords: 3 });
    const second = await ask({ MaxRecords: 3, NextToken: first.NextToken });
    expect([first.MetricAlarms?.length, second.MetricAlarms?.length]).toEqual([3, 1]);
    const token = await errorOf(ask({ NextToken: 'made-up' }));
    expect(token).toMatchObject({ name: 'InvalidNextToken', Code: 'InvalidNextToken' });
    const abroad = await clientsOf(account, 'eu-west-1').cloudwatch.send(new DescribeAlarmsCommand({}));
    expect(abroad.MetricAlarms).toEqual([]);
    expect((await errorOf(ask({ AlarmNames: ['a'], AlarmNamePrefix: 'a' }))).name).toBe('ValidationException');
  });

  test('have contributors, in pages; an alarm that is not there has none', async () => {
    await withAccount({ ...ESTATE, pageSize: 1 }, async (small) => {
      const { cloudwatch } = clientsOf(small);
      const ask = (AlarmName: string, NextToken?: string) =>
        cloudwatch.send(new DescribeAlarmContributorsCommand({ AlarmName, NextToken }));
      const first = await ask('grouped');
      expect(first.AlarmContributors?.[0]?.ContributorAttributes).toEqual({ DistributionId: 'E1SHOP' });
      const second = await ask('grouped', first.NextToken);
      expect(second.AlarmContributors?.[0]?.ContributorAttributes).toEqual({ DistributionId: 'E2PLAIN' });
      expect((await ask('cf-5xx')).AlarmContributors).toEqual([]);
      expect((await errorOf(ask('gone'))).name).toBe('ResourceNotFoundException');
    });
  });
});

describe('metric data', () => {
  const StartTime = new Date('2026-11-23T03:00:00Z');
  const EndTime = new Date('2026-11-23T03:12:00Z');
  const ask = async (queries: MetricDataQuery[], region?: string) => {
    const command = new GetMetricDataCommand({ MetricDataQueries: queries, StartTime, EndTime });
    return (await clientsOf(account, region).cloudwatch.send(command)).MetricDataResults ?? [];
  };
  const rate = (Stat: string, Dimensions: { Name: string; Value: string }[]): MetricDataQuery => ({
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'AWS/CloudFront', MetricName: '5xxErrorRate', Dimensions }, Period: 60, Stat },
  });
  const SHOP = [
    { Name: 'Region', Value: 'Global' },
    { Name: 'DistributionId', Value: 'E1SHOP' },
  ];

  test('is one value a period, newest first', async () => {
    expect(await ask([rate('Average', SHOP)])).toEqual([
      {
        Id: 'm1',
        Label: '5xxErrorRate',
        Timestamps: [new Date('2026-11-23T03:11:00Z'), new Date('2026-11-23T03:10:00Z')],
        Values: [80, 50],
        StatusCode: 'Complete',
        Messages: [],
      },
    ]);
    expect((await ask([rate('Maximum', SHOP)]))[0]?.Values).toEqual([80, 60]);
  });

  test('needs every dimension, and is in its own region', async () => {
    expect((await ask([rate('Average', SHOP.slice(1))]))[0]?.Values).toEqual([]);
    const balancer: MetricDataQuery = {
      Id: 'm1',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName: 'HTTPCode_ELB_502_Count',
          Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' }],
        },
        Period: 60,
        Stat: 'Sum',
      },
    };
    expect((await ask([balancer], 'eu-west-1'))[0]?.Values).toEqual([7]);
    expect((await ask([balancer]))[0]?.Values).toEqual([]);
  });

  test('answers Metrics Insights: one series a distribution, ordered, limited, filtered', async () => {
    const select = async (tail: string) => {
      const FROM = 'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region)';
      const results = await ask([{ Id: 'q1', Expression: `${FROM} ${tail}`, Period: 60 }]);
      return results.map(({ Label, Values }) => [Label, Values]);
    };
    const [shop, plain] = [
      ['E1SHOP', [80, 50]],
      ['E2PLAIN', [1]],
    ];
    expect(await select('GROUP BY DistributionId')).toEqual([shop, plain]);
    expect(await select('GROUP BY DistributionId ORDER BY AVG() ASC')).toEqual([plain, shop]);
    expect(await select('GROUP BY DistributionId ORDER BY MAX() DESC LIMIT 1')).toEqual([shop]);
    expect(await select("WHERE DistributionId = 'E2PLAIN' GROUP BY DistributionId")).toEqual([plain]);
  });

  test('refuses what it cannot evaluate rather than answer nothing', async () => {
    expect((await errorOf(ask([{ Id: 'e1', Expression: 'm1 * 2', Period: 60 }]))).name).toBe('ValidationException');
    expect((await errorOf(ask([{ Id: 'e1' }]))).name).toBe('ValidationException');
    expect((await errorOf(ask([rate('p99.5.5', SHOP)]))).name).toBe('ValidationException');
    expect((await errorOf(ask([rate('Sum', SHOP), rate('Sum', SHOP)]))).message).toContain('Id of its own');
  });
});
