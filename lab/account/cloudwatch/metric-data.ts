import * as v from 'valibot';
import { CommonError } from '../errors.ts';
import type { MetricFixture } from '../fixture/monitoring.ts';
import { operation } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';
import { selectSeries } from './insights.ts';
import { isMetric, pointsOf, resultOf, STATISTIC_NAMES } from './series.ts';

/** 1, 5, 10, 20, 30 or a multiple of 60 seconds. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
const PERIOD = v.pipe(
  v.number(),
  v.check((seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0), 'no such period'),
);

const METRIC_STAT = v.strictObject({
  Metric: v.strictObject({
    Namespace: v.string(),
    MetricName: v.string(),
    Dimensions: v.optional(v.pipe(v.array(v.strictObject({ Name: v.string(), Value: v.string() })), v.maxLength(30))),
  }),
  Period: PERIOD,
  Stat: v.picklist(STATISTIC_NAMES),
  Unit: v.optional(v.string()),
});

const QUERY = v.strictObject({
  Id: v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9_]*$/)),
  MetricStat: v.optional(METRIC_STAT),
  Expression: v.optional(v.string()),
  Label: v.optional(v.string()),
  ReturnData: v.optional(v.boolean(), true),
  Period: v.optional(PERIOD),
});

type Query = v.InferOutput<typeof QUERY>;
type Span = { readonly start: number; readonly end: number; readonly ascending: boolean };

/** GetMetricData, in one page. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData = operation({
  input: v.strictObject({
    MetricDataQueries: v.pipe(v.array(QUERY), v.minLength(1), v.maxLength(500)),
    StartTime: v.number(),
    EndTime: v.number(),
    NextToken: v.optional(v.string()),
    ScanBy: v.optional(v.picklist(['TimestampDescending', 'TimestampAscending'])),
    MaxDatapoints: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  answer: (input, { fixture, region }): Answer => {
    if (input.NextToken !== undefined) throw new CommonError('badToken', 'The token is invalid');
    if (input.StartTime >= input.EndTime) throw new CommonError('invalid', 'StartTime must be before EndTime');
    const ids = input.MetricDataQueries.map(({ Id }) => Id);
    if (new Set(ids).size < ids.length) throw new CommonError('invalid', 'each query needs an Id of its own');
    const all = (fixture.metrics ?? []).filter((series) => (series.region ?? 'us-east-1') === region);
    const span = { start: input.StartTime, end: input.EndTime, ascending: input.ScanBy === 'TimestampAscending' };
    const results = input.MetricDataQueries.flatMap((query) => answerOne(query, all, span));
    return { value: { MetricDataResults: results, Messages: [] } };
  },
});

function answerOne(query: Query, all: readonly MetricFixture[], span: Span): readonly Wire[] {
  if (!query.MetricStat === !query.Expression) {
    throw new CommonError('invalid', `query ${query.Id} needs either MetricStat or Expression`);
  }
  const told = query.MetricStat ? metricResult(query, query.MetricStat, all, span) : insights(query, all, span);
  return query.ReturnData ? told : [];
}

function metricResult(
  query: Query,
  { Metric, Period, Stat }: v.InferOutput<typeof METRIC_STAT>,
  all: readonly MetricFixture[],
  { start, end, ascending }: Span,
): readonly Wire[] {
  const dimensions = Object.fromEntries((Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
  const metric = { name: Metric.MetricName, namespace: Metric.Namespace, dimensions };
  const series = all.filter((one) => isMetric(one, metric));
  const points = pointsOf(series, { start, end, period: Period, stat: Stat });
  return [resultOf(query.Id, query.Label ?? Metric.MetricName, points, ascending)];
}

/** Metrics Insights is the one kind of expression that the account evaluates; it needs a period. */
function insights(query: Query, all: readonly MetricFixture[], { start, end, ascending }: Span): readonly Wire[] {
  if (!query.Period) throw new CommonError('invalid', `query ${query.Id} needs a Period`);
  const series = selectSeries(query.Expression ?? '', all, { start, end, period: query.Period });
  if (!series) throw new CommonError('invalid', `Error in expression '${query.Id}': not understood`);
  return series.map(({ label, points }) => resultOf(query.Id, label, points, ascending));
}
