import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Observation } from '../model/evidence.ts';
import type { Measured, Series } from '../model/traffic.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/** One metric to be read: `as` is our name for it. */
export type Wanted<Metric extends string> = {
  readonly as: Metric;
  readonly name: string;
  readonly statistic: 'Sum' | 'Average';
  /** In the place of the source's. */
  readonly dimensions?: Source['dimensions'];
};

/** Where metrics live: their dimensions single out one thing. */
export type Source = {
  readonly region: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** Whole periods: `from` is included, `to` is not; milliseconds since 1970. */
export type Stretch = { readonly from: number; readonly to: number };

const MINUTE_MS = 60_000;

/** The finest period that CloudFront and load balancers report by themselves. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const PERIOD_SECONDS = 60;

/** Looked back from the alarm: enough to see when errors began, and what was usual before. */
const BEFORE_MS = 3 * 60 * MINUTE_MS;

/** Looked at after the alarm, where the examination is long after it. */
const AFTER_MS = 60 * MINUTE_MS;

/** The stretch around a moment (ISO 8601) that is worth reading, up to `now` (ISO 8601) at most. A moment that cannot be read is now. */
export function stretchAround(moment: string | undefined, now: string): Stretch {
  const end = Date.parse(now);
  const at = Math.min(moment === undefined ? end : Date.parse(moment) || end, end);
  const floor = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return { from: floor(at - BEFORE_MS), to: floor(Math.min(end, at + AFTER_MS)) + MINUTE_MS };
}

/** Reads several metrics of one thing in one call. */
export async function readMetrics<Metric extends string>(
  aws: Aws,
  source: Source,
  wanted: readonly Wanted<Metric>[],
  stretch: Stretch,
  signal: AbortSignal,
): Promise<Observation<Measured<Metric>>> {
  return observe('cloudwatch:GetMetricData', async () => {
    const { sdk, client } = await aws.cloudwatch(source.region);
    const command = new sdk.GetMetricDataCommand({
      MetricDataQueries: wanted.map((one, index) => queryOf(one, index, source)),
      StartTime: new Date(stretch.from),
      EndTime: new Date(stretch.to),
    });
    const { MetricDataResults } = await client.send(command, { abortSignal: signal });
    return observed(toMeasured(MetricDataResults ?? [], wanted, stretch));
  });
}

function queryOf<Metric extends string>(one: Wanted<Metric>, index: number, source: Source): MetricDataQuery {
  const Dimensions = Object.entries(one.dimensions ?? source.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: source.namespace, MetricName: one.name, Dimensions };
  return { Id: idOf(index), MetricStat: { Metric, Period: PERIOD_SECONDS, Stat: one.statistic } };
}

/** An id begins with a small letter. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
function idOf(index: number): string {
  return `m${index}`;
}

/** CloudWatch's answer as one value a period; points outside the stretch, of a made-up id or without a number are left out. */
export function toMeasured<Metric extends string>(
  results: readonly MetricDataResult[],
  wanted: readonly Wanted<Metric>[],
  { from, to }: Stretch,
): Measured<Metric> {
  const periods = Math.max(0, Math.round((to - from) / (PERIOD_SECONDS * 1000)));
  const series: { [K in Metric]?: Series } = {};
  for (const [index, { as }] of wanted.entries()) {
    const values = seriesOf(
      results.filter(({ Id }) => Id === idOf(index)),
      from,
      periods,
    );
    if (values.some((value) => value !== null)) series[as] = values;
  }
  return { from: new Date(from).toISOString(), periodSeconds: PERIOD_SECONDS, series };
}

function seriesOf(results: readonly MetricDataResult[], from: number, periods: number): Series {
  const values: (number | null)[] = Array.from({ length: periods }, () => null);
  for (const { Timestamps = [], Values = [] } of results) {
    for (const [index, at] of Timestamps.entries()) {
      const period = Math.floor((Number(at) - from) / (PERIOD_SECONDS * 1000));
      const value = Values[index];
      if (period >= 0 && period < periods && Number.isFinite(value)) values[period] = value ?? null;
    }
  }
  return values;
}
