import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { readInsightsQuery } from '../../lambda/alarm-event/metrics-insights.ts';
import { readNotification } from '../../lambda/alarm-event/notification.ts';
import { Trigger } from '../../lambda/alarm-event/schemas.ts';
import { readStateChange } from '../../lambda/alarm-event/state-change.ts';
import { watched } from '../../lambda/alarm-event/watched.ts';
import { detail, ID, INSIGHTS, metricStat, notification, OTHER_ID } from './events.ts';

function about(configuration: object, more: object = {}) {
  const reading = readStateChange(detail(configuration, more), {});
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.alarm;
}

function aboutMessage(more: object) {
  const reading = readNotification(notification(more));
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.alarm;
}

const DISTRIBUTION = { kind: 'distributions', ids: [ID] };

describe('CloudFront error metrics', () => {
  test.each(['5xxErrorRate', '502ErrorRate', '503ErrorRate', '504ErrorRate', 'TotalErrorRate'])(
    '%s counts',
    (metric) => {
      expect(about({ metrics: [metricStat(metric)] })).toMatchObject({ metrics: [metric], subject: DISTRIBUTION });
    },
  );

  test.each([
    ['4xxErrorRate', 'AWS/CloudFront', 'it watches 4xxErrorRate of AWS/CloudFront: no error rate'],
    ['Requests', 'AWS/CloudFront', 'it watches Requests of AWS/CloudFront: no error rate'],
    ['5xxErrorRate', 'AWS/Lambda', 'it watches 5xxErrorRate of AWS/Lambda: nothing of CloudFront'],
  ])('%s of %s does not', (metric, namespace, why) => {
    expect(about({ metrics: [metricStat(metric, ID, namespace)] })).toMatchObject({
      metrics: [],
      subject: { kind: 'unrelated', why },
    });
  });

  test('an error rate without a distribution is about none', () => {
    const bare = {
      metricStat: { metric: { namespace: 'AWS/CloudFront', name: '5xxErrorRate', dimensions: { Region: 'Global' } } },
    };
    expect(about({ metrics: [bare] }).subject).toMatchObject({
      kind: 'unrelated',
      why: expect.stringContaining('names no distribution'),
    });
  });

  test('an alarm that watches nothing we can read is unrelated', () => {
    expect(about({}).subject).toMatchObject({ kind: 'unrelated' });
  });
});

describe('metric math and anomaly detection', () => {
  test('every metric counts, not the one that is returned', () => {
    const metrics = [
      { id: 'e1', expression: 'm1+m2', label: 'both', returnData: true },
      metricStat('5xxErrorRate', ID, 'AWS/CloudFront', { id: 'm1', returnData: false }),
      metricStat('502ErrorRate', OTHER_ID, 'AWS/CloudFront', { id: 'm2', returnData: false }),
      metricStat('Requests', 'E3UNRELATEDXXX', 'AWS/CloudFront', { id: 'm3', returnData: false }),
    ];
    expect(about({ metrics })).toMatchObject({
      metrics: ['5xxErrorRate', '502ErrorRate'],
      subject: { kind: 'distributions', ids: [ID, OTHER_ID] },
    });
  });

  test('an anomaly band', () => {
    const band = { id: 'ad1', expression: 'ANOMALY_DETECTION_BAND(m1, 0.8)', returnData: true };
    expect(about({ metrics: [band, metricStat()] }).subject).toEqual(DISTRIBUTION);
  });

  test.each([
    ['name and value', [{ value: ID, name: 'DistributionId' }, null, 'x', { name: 'Region' }]],
    ['Name and Value', [{ Name: 'DistributionId', Value: ID }]],
    ['a map', { DistributionId: ID, Region: 'Global', Odd: 7 }],
  ])('SNS, Metrics with dimensions as %s', (_, Dimensions) => {
    const Metric = { Dimensions, MetricName: '5xxErrorRate', Namespace: 'AWS/CloudFront' };
    const Metrics = [
      { Expression: 'ANOMALY_DETECTION_BAND(m1, 12)', Id: 'ad1', ReturnData: true },
      { Id: 'm1', MetricStat: { Metric, Period: 300, Stat: 'Average' } },
    ];
    expect(aboutMessage({ Trigger: { Period: 300, ThresholdMetricId: 'ad1', Metrics } }).subject).toEqual(DISTRIBUTION);
    expect(
      about({
        metrics: [
          { metricStat: { metric: { namespace: 'AWS/CloudFront', name: '5xxErrorRate', dimensions: Dimensions } } },
        ],
      }).subject,
    ).toEqual(DISTRIBUTION);
  });

  test("what DescribeAlarms answers is read like an SNS message's trigger", () => {
    const single = {
      MetricName: '5xxErrorRate',
      Namespace: 'AWS/CloudFront',
      Dimensions: [{ Name: 'DistributionId', Value: ID }],
      Metrics: undefined,
    };
    expect(watched(v.parse(Trigger, { AlarmName: 'x', ...single })).subject).toEqual(DISTRIBUTION);
  });
});

describe('Metrics Insights', () => {
  const entry = (expression: string, period?: number) => ({
    metrics: [{ id: 'q', expression, returnData: true, period }],
  });

  test('grouped by distribution', () => {
    expect(about(entry(INSIGHTS, 300))).toMatchObject({
      metrics: ['5xxErrorRate'],
      subject: { kind: 'grouped', query: INSIGHTS, periodSeconds: 300, threshold: 5 },
    });
    expect(about(entry(INSIGHTS)).subject).toMatchObject({ periodSeconds: 60 });
    expect(
      aboutMessage({ Trigger: { Threshold: 7, Metrics: [{ Id: 'q', Expression: INSIGHTS, Period: 60 }] } }).subject,
    ).toMatchObject({ kind: 'grouped', threshold: 7 });
  });

  test('a distribution named by WHERE', () => {
    expect(
      about(
        entry(
          `SELECT MAX("502ErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) WHERE DistributionId = '${ID}'`,
        ),
      ),
    ).toMatchObject({
      metrics: ['502ErrorRate'],
      subject: DISTRIBUTION,
    });
    expect(
      about(
        entry(
          `SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" WHERE DistributionId != '${ID}' GROUP BY DistributionId`,
        ),
      ).subject,
    ).toMatchObject({ kind: 'grouped' });
  });

  test.each([
    'SELECT AVG("4xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId) GROUP BY DistributionId',
    'SELECT AVG("5xxErrorRate") FROM SCHEMA("Custom", DistributionId) GROUP BY DistributionId',
  ])('%s is unrelated, contributor or not', (expression) => {
    expect(about(entry(expression)).subject).toMatchObject({ kind: 'unrelated' });
    const alarmContributor = { id: 'c', attributes: { DistributionId: ID } };
    expect(about(entry(expression), { alarmContributor }).subject).toMatchObject({ kind: 'unrelated' });
  });

  test.each([
    [
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront"',
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" GROUP BY DistributionId',
    ],
    [
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" ORDER BY MAX() DESC LIMIT 5',
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" GROUP BY DistributionId ORDER BY MAX() DESC LIMIT 5',
    ],
    [
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" group by Region ORDER BY MAX()',
      'SELECT MAX("5xxErrorRate") FROM "AWS/CloudFront" group by DistributionId, Region ORDER BY MAX()',
    ],
    [INSIGHTS, INSIGHTS],
  ])('%s is asked by distribution', (text, byDistribution) =>
    expect(readInsightsQuery(text)).toMatchObject({ byDistribution }),
  );
});

describe('log and PromQL alarms', () => {
  test('are unrelated where no distribution is visible', () => {
    expect(
      about({ logGroupIdentifiers: ['x'], queryString: 'fields @message | stats count(*)', threshold: 3 }).subject,
    ).toEqual({
      kind: 'unrelated',
      why: 'it watches a query in which no distribution is visible',
    });
  });

  test('else are about that one', () => {
    expect(about({ queryString: `filter DistributionId = "${ID}" | stats count(*)` }).subject).toEqual(DISTRIBUTION);
    expect(
      about({ evaluationCriteria: { promQLCriteria: { query: `{"5xxErrorRate", DistributionId="${ID}"} > 5` } } })
        .subject,
    ).toEqual(DISTRIBUTION);
    expect(
      about(
        { queryString: 'stats count(*) by DistributionId' },
        { alarmContributor: { id: 'c', attributes: { DistributionId: ID } } },
      ).subject,
    ).toEqual(DISTRIBUTION);
  });
});
