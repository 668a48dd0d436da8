import { describe, expect, test } from '@jest/globals';
import { readMetrics, stretchAround, toMeasured } from '../../lambda/gather/metrics.ts';
import { readMonitoring, readTraffic, toMonitoring } from '../../lambda/gather/traffic.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import type { Traffic, TrafficMetric } from '../../lambda/model/traffic.ts';
import { observed, unavailable } from '../evidence.ts';
import { awsError, denied, pretendAws } from './pretend-aws.ts';

const SIGNAL = new AbortController().signal;
const FROM = Date.parse('2026-11-23T03:00:00Z');
const STRETCH = { from: FROM, to: FROM + 4 * 60_000 };
const at = (...minutes: number[]) => minutes.map((minute) => new Date(FROM + minute * 60_000));

describe('the stretch that is read', () => {
  const iso = ({ from, to }: { from: number; to: number }) => [from, to].map((ms) => new Date(ms).toISOString());

  test('is three hours before the alarm, up to the minute of the examination', () => {
    expect(iso(stretchAround('2026-11-23T03:09:02Z', '2026-11-23T03:12:40Z'))).toEqual([
      '2026-11-23T00:09:00.000Z',
      '2026-11-23T03:13:00.000Z',
    ]);
  });

  test('ends an hour after an alarm of long ago', () => {
    expect(iso(stretchAround('2026-11-01T03:00:00Z', '2026-11-23T03:12:40Z'))).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-11-01T04:01:00.000Z',
    ]);
  });

  test.each([undefined, 'yesterday', '2027-01-01T00:00:00Z'])('is about now where the moment is %s', (moment) => {
    expect(iso(stretchAround(moment, '2026-11-23T03:12:40Z'))).toEqual([
      '2026-11-23T00:12:00.000Z',
      '2026-11-23T03:13:00.000Z',
    ]);
  });
});

describe('an answer of CloudWatch', () => {
  const wanted = [
    { as: 'requests', name: 'Requests', statistic: 'Sum' },
    { as: '5xx', name: '5xxErrorRate', statistic: 'Average' },
  ] as const;

  test('becomes one value a minute, gaps are null, a metric without data is left out', () => {
    const results = [
      { Id: 'm0', Timestamps: at(3, 1), Values: [1200, 900] },
      { Id: 'm1', Timestamps: [], Values: [] },
    ];
    expect(toMeasured(results, wanted, STRETCH)).toEqual({
      from: '2026-11-23T03:00:00.000Z',
      periodSeconds: 60,
      series: { requests: [null, 900, null, 1200] },
    });
  });

  test('that is odd loses what is odd: points outside, too few values, made-up ids', () => {
    const results = [
      { Id: 'm0', Timestamps: at(-1, 0, 4, 2), Values: [1, 2, 3] },
      { Id: 'm0', Timestamps: at(1), Values: [Number.NaN] },
      { Id: 'm9', Timestamps: at(1), Values: [7] },
      { Timestamps: at(1), Values: [8] },
      {},
    ];
    expect(toMeasured(results, wanted, STRETCH).series).toEqual({ requests: [2, null, null, null] });
  });
});

describe('what CloudFront counts of a distribution', () => {
  test('is asked in one call, with both dimensions, in us-east-1', async () => {
    const { aws, sent } = pretendAws({
      GetMetricData: () => ({ MetricDataResults: [{ Id: 'm1', Timestamps: at(2), Values: [41] }] }),
    });
    expect(await readTraffic(aws, 'E2EXAMPLE', STRETCH, SIGNAL)).toEqual(
      observed({ from: '2026-11-23T03:00:00.000Z', periodSeconds: 60, series: { '5xx': [null, null, 41, null] } }),
    );
    const [{ command, input } = { command: '', input: {} }, ...more] = sent;
    expect([command, more.length]).toEqual(['GetMetricData', 0]);
    expect(input).toMatchObject({ StartTime: new Date(STRETCH.from), EndTime: new Date(STRETCH.to) });
    const queries = Array.isArray(input.MetricDataQueries) ? input.MetricDataQueries : [];
    expect(queries.map(({ MetricStat: { Metric, Stat } }) => `${Stat} ${Metric.MetricName}`)).toEqual([
      'Sum Requests',
      'Average 5xxErrorRate',
      'Average 4xxErrorRate',
      'Average 502ErrorRate',
      'Average 503ErrorRate',
      'Average 504ErrorRate',
    ]);
    expect(queries[0].MetricStat.Metric.Dimensions).toEqual([
      { Name: 'DistributionId', Value: 'E2EXAMPLE' },
      { Name: 'Region', Value: 'Global' },
    ]);
  });

  test('is a blind spot with its permission where that is denied', async () => {
    const { aws } = pretendAws({ GetMetricData: denied });
    const source = { region: 'eu-west-1', namespace: 'AWS/ApplicationELB', dimensions: {} };
    expect(await readMetrics(aws, source, [], STRETCH, SIGNAL)).toEqual(
      unavailable('cloudwatch:GetMetricData was denied', 'cloudwatch:GetMetricData'),
    );
  });
});

describe('additional metrics', () => {
  const counted = (...codes: readonly TrafficMetric[]): Observation<Traffic> =>
    observed({
      ...{ from: '2026-11-23T00:12:00.000Z', periodSeconds: 60 },
      series: Object.fromEntries(codes.map((code) => [code, [0]])),
    });
  const ask = (answer: () => unknown, traffic = counted('requests', '5xx')) =>
    readMonitoring(
      pretendAws({ GetMonitoringSubscription: answer }).aws,
      'E2EXAMPLE',
      Promise.resolve(traffic),
      SIGNAL,
    );
  const said = (RealtimeMetricsSubscriptionStatus: 'Enabled' | 'Disabled') => ({
    RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus },
  });

  test('are on or off, and off where nobody ever subscribed', async () => {
    expect(await ask(() => ({ MonitoringSubscription: said('Enabled') }))).toEqual(
      observed({ additionalMetrics: 'on' }),
    );
    expect(toMonitoring(said('Disabled'))).toEqual({ additionalMetrics: 'off' });
    expect(toMonitoring(undefined)).toEqual({ additionalMetrics: 'off' });
    const never = () => {
      throw awsError('NoSuchMonitoringSubscription');
    };
    expect(await ask(never)).toEqual(observed({ additionalMetrics: 'off' }));
  });

  test('are not asked for where single codes were counted, or nothing was seen at all', async () => {
    expect(await ask(denied, counted('5xx', '504'))).toEqual(observed({ additionalMetrics: 'on' }));
    expect(await ask(denied, unavailable('too late'))).toMatchObject({ status: 'not-applicable' });
    expect(await ask(denied, unavailable('denied', 'cloudwatch:GetMetricData'))).toMatchObject({
      permission: 'cloudfront:GetMonitoringSubscription',
    });
  });

  test('are none of a distribution that does not exist', async () => {
    const gone = () => {
      throw awsError('NoSuchDistribution');
    };
    expect(await ask(gone)).toMatchObject({ status: 'not-applicable' });
  });

  test('are unknown where that may not be asked', async () => {
    expect(await ask(denied)).toMatchObject({ permission: 'cloudfront:GetMonitoringSubscription' });
  });
});
