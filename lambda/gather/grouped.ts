import type { AlarmContributor, MetricAlarm, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { isDistributionId } from '../alarm-event/watched.ts';
import type { AlarmSubject } from '../model/alarm.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { observe, observed, unavailable } from './observe.ts';

/** A query answers 500 time series at most. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html */
export const MAX_SERIES = 500;

/** Pages of contributors read: an alarm lists 100 in ALARM at most. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const MAX_PAGES = 20;

/** How an alarm judges its time series. */
export type Evaluation = {
  readonly threshold?: number | undefined;
  readonly operator?: string | undefined;
  /** Of the last `periods` datapoints, `datapoints` must breach. */
  readonly periods: number;
  readonly datapoints: number;
};

/** Where the alarm itself could not be read: one datapoint of the last five is enough to look at a distribution. */
export const UNKNOWN_EVALUATION: Evaluation = { periods: 5, datapoints: 1 };

/** Periods looked at beyond those evaluated: metrics come late, and an alarm waits for them. */
const SPARE_PERIODS = 5;

/** Periods asked for before it is known how many the alarm evaluates, within the three hours that such an alarm looks back. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const PERIODS_ASKED = 60;
const MAX_WINDOW_MS = 3 * 60 * 60 * 1000;

/** The distributions among an alarm's contributors. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmContributor.html */
export function contributingDistributions(contributors: readonly AlarmContributor[]): string[] {
  const attributes = contributors.flatMap(({ ContributorAttributes }) => Object.entries(ContributorAttributes ?? {}));
  const ids = attributes.filter(([name]) => name.toLowerCase() === 'distributionid').map(([, value]) => value);
  return [...new Set(ids.filter(isDistributionId))];
}

/** The distributions that are contributors in ALARM: each sent an event of its own. */
export async function readContributors(
  aws: Aws,
  alarmName: string,
  signal: AbortSignal,
): Promise<Observation<readonly string[]>> {
  return observe('cloudwatch:DescribeAlarmContributors', async () => {
    const { sdk, client } = await aws.cloudwatch();
    const found: AlarmContributor[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new sdk.DescribeAlarmContributorsCommand({ AlarmName: alarmName, NextToken });
      const answer = await client.send(command, { abortSignal: signal });
      found.push(...(answer.AlarmContributors ?? []));
      NextToken = answer.NextToken;
      if (!NextToken) break;
    }
    return observed(contributingDistributions(found));
  });
}

/** How the alarm judges, from its description. */
export function toEvaluation(alarm: MetricAlarm | undefined): Evaluation {
  if (!alarm?.EvaluationPeriods) return { ...UNKNOWN_EVALUATION, threshold: alarm?.Threshold };
  const { EvaluationPeriods: periods, DatapointsToAlarm: datapoints = periods } = alarm;
  return { threshold: alarm.Threshold, operator: alarm.ComparisonOperator, periods, datapoints };
}

/** Reads how the alarm judges; what the event said of its threshold holds where that is denied. */
export async function readEvaluation(aws: Aws, name: string, signal: AbortSignal): Promise<Observation<Evaluation>> {
  return observe('cloudwatch:DescribeAlarms', async () => {
    const { sdk, client } = await aws.cloudwatch();
    const command = new sdk.DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm'] });
    const { MetricAlarms } = await client.send(command, { abortSignal: signal });
    return observed(toEvaluation(MetricAlarms?.[0]));
  });
}

type Query = Pick<Extract<AlarmSubject, { kind: 'grouped' }>, 'query' | 'periodSeconds'>;

/** The alarm's own query over the time before `until` (ISO 8601), when it changed state. */
export async function readSeries(
  aws: Aws,
  { query, periodSeconds }: Query,
  until: string,
  signal: AbortSignal,
): Promise<Observation<readonly MetricDataResult[]>> {
  return observe('cloudwatch:GetMetricData', async () => {
    const { sdk, client } = await aws.cloudwatch();
    const end = Date.parse(until);
    const window = Math.min(MAX_WINDOW_MS, PERIODS_ASKED * periodSeconds * 1000);
    const found: MetricDataResult[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new sdk.GetMetricDataCommand({
        MetricDataQueries: [{ Id: 'errors', Expression: query, Period: periodSeconds }],
        StartTime: new Date(end - window),
        EndTime: new Date(end),
        NextToken,
      });
      const answer = await client.send(command, { abortSignal: signal });
      found.push(...(answer.MetricDataResults ?? []));
      NextToken = answer.NextToken;
      if (!NextToken) return observed(found);
    }
    return found.length > 0 ? observed(found) : unavailable('cloudwatch:GetMetricData did not come to an end');
  });
}

/** When the alarm changed state (ISO 8601), and the period that it judges by. */
export type Moment = { readonly until: string; readonly periodSeconds: number };

/** The distributions whose time series breach as the alarm judges: so many datapoints within so many periods. At most 500. */
export function breachingDistributions(
  results: readonly MetricDataResult[],
  { threshold, operator = 'GreaterThanOrEqualToThreshold', periods, datapoints }: Evaluation & { threshold: number },
  { until, periodSeconds }: Moment,
): string[] {
  const breaches = BREACHES[operator] ?? atLeast;
  const since = Date.parse(until) - (periods + SPARE_PERIODS) * periodSeconds * 1000;
  const times = new Map<string, number[]>();
  for (const { Label = '', Timestamps = [], Values = [] } of results) {
    const id = distributionIn(Label);
    const bad = Timestamps.map(Number).filter(
      (at, index) => at >= since && breaches(Values[index] ?? Number.NaN, threshold),
    );
    if (id) times.set(id, [...(times.get(id) ?? []), ...bad]);
  }
  const breaching = [...times].filter(([, at]) => within(at, datapoints, periods * periodSeconds * 1000));
  return breaching.map(([id]) => id).slice(0, MAX_SERIES);
}

const atLeast = (value: number, threshold: number) => value >= threshold;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const BREACHES: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: atLeast,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** A series of a grouped query is labelled with the values that it is grouped by. */
function distributionIn(label: string): string | undefined {
  return label
    .slice(0, 1_000)
    .split(/[^A-Za-z0-9]+/)
    .find(isDistributionId);
}

function within(times: readonly number[], count: number, windowMs: number): boolean {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  return sorted.some((from, index) => {
    const to = sorted[index + count - 1];
    return to !== undefined && to - from < windowMs;
  });
}
