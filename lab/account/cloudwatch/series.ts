import type { MetricFixture } from '../fixture/monitoring.ts';
import type { Wire } from '../wire/value.ts';
import { placeOf } from './alarm.ts';

/** What is asked about a stretch of time: seconds since 1970, the end not included; `period` in seconds. */
export type Stretch = { readonly start: number; readonly end: number; readonly period: number; readonly stat: string };

/** Periods and their values. */
export type Points = readonly { readonly at: number; readonly value: number }[];

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Average: (values) => sum(values) / values.length,
  Sum: sum,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
};

/** The statistics that the account computes. */
export const STATISTIC_NAMES = Object.keys(STATISTICS);

/** Whether a series is the metric of this name, namespace and exactly these dimensions. */
export function isMetric(
  series: MetricFixture,
  metric: { readonly name: string; readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> },
): boolean {
  const { namespace, dimensions } = placeOf(series);
  const [own, asked] = [Object.keys(dimensions), Object.keys(metric.dimensions)];
  const same = own.length === asked.length && own.every((key) => dimensions[key] === metric.dimensions[key]);
  return same && namespace === metric.namespace && series.name === metric.name;
}

/** One value a period, oldest first; periods without data have none. */
export function pointsOf(series: readonly MetricFixture[], { start, end, period, stat }: Stretch): Points {
  const periods = new Map<number, number[]>();
  for (const { at, value } of series.flatMap(({ values }) => values)) {
    const seconds = Date.parse(at) / 1000;
    if (seconds < start || seconds >= end) continue;
    const from = Math.floor(seconds / period) * period;
    periods.set(from, [...(periods.get(from) ?? []), value]);
  }
  const compute = STATISTICS[stat] ?? sum;
  return [...periods].map(([at, values]) => ({ at, value: compute(values) })).sort((a, b) => a.at - b.at);
}

/** `MetricDataResult`, newest first unless `ascending`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
export function resultOf(id: string, label: string, points: Points, ascending: boolean): Wire {
  const ordered = ascending ? points : points.toReversed();
  return {
    Id: id,
    Label: label,
    Timestamps: ordered.map(({ at }) => new Date(at * 1000)),
    Values: ordered.map(({ value }) => value),
    StatusCode: 'Complete',
    Messages: [],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
