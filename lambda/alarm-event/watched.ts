import type { Alarm } from '../model/alarm.ts';
import { type InsightsQuery, readInsightsQuery } from './metrics-insights.ts';

export type Dimension = { readonly name: string; readonly value: string };

/** One entry of what an alarm watches: a metric, or an expression. */
export type MetricEntry = {
  readonly namespace?: string | undefined;
  readonly metric?: string | undefined;
  readonly dimensions: readonly Dimension[];
  readonly expression?: string | undefined;
  readonly periodSeconds?: number | undefined;
};

/** Everything an alarm says of what it watches, whatever door it came through. */
export type Watching = {
  readonly entries: readonly MetricEntry[];
  readonly threshold?: number | undefined;
  /** The text of a PromQL or Logs Insights query. */
  readonly query?: string | undefined;
  /** Attributes of the one time series that changed state. */
  readonly attributes?: readonly Dimension[] | undefined;
};

/** `problem`: it is about CloudFront errors, and the distribution it names cannot be one. */
export type Watched = Pick<Alarm, 'metrics' | 'subject'> & { readonly problem?: string };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const NAMESPACE = 'AWS/CloudFront';
const ERROR_METRICS: ReadonlySet<string> = new Set([
  '5xxErrorRate',
  '502ErrorRate',
  '503ErrorRate',
  '504ErrorRate',
  'TotalErrorRate',
]);
const DISTRIBUTION = 'distributionid';

/** Metrics Insights knows no finer period. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html */
const DEFAULT_PERIOD_SECONDS = 60;

/** Whether a text can be the id of a distribution, fit for a call and for a shell. */
export function isDistributionId(text: string): boolean {
  return /^[A-Z0-9]{8,20}$/.test(text);
}

/** What an alarm is about: the CloudFront error metrics among all that it watches, and which distributions they are of. */
export function watched(watching: Watching): Watched {
  const errors = watching.entries.filter(isError);
  const queries = watching.entries.flatMap(errorQuery);
  const metrics = [...new Set([...errors.map(({ metric }) => metric ?? ''), ...queries.map(({ metric }) => metric)])];
  if (metrics.length === 0 && watching.entries.length > 0) return { metrics, subject: unrelated(watching) };
  const named = [...new Set(namedBy(watching, errors, queries))];
  const ids = named.filter(isDistributionId);
  if (ids.length > 0) return { metrics, subject: { kind: 'distributions', ids } };
  if (named.length > 0)
    return { metrics, subject: NO_DISTRIBUTION, problem: `${quoted(named[0])} is no distribution id` };
  const [query] = queries;
  if (!query) return { metrics, subject: metrics.length > 0 ? NO_DISTRIBUTION : unrelated(watching) };
  const { byDistribution, periodSeconds } = query;
  const { threshold } = watching;
  const grouped = { kind: 'grouped' as const, query: byDistribution, periodSeconds };
  return { metrics, subject: threshold === undefined ? grouped : { ...grouped, threshold } };
}

const NO_DISTRIBUTION = {
  kind: 'unrelated',
  why: 'it watches a CloudFront error rate, but names no distribution',
} as const;

function isError({ namespace, metric }: MetricEntry): boolean {
  return namespace === NAMESPACE && metric !== undefined && ERROR_METRICS.has(metric);
}

function errorQuery({
  expression = '',
  periodSeconds,
}: MetricEntry): (InsightsQuery & { readonly periodSeconds: number })[] {
  const query = readInsightsQuery(expression);
  if (!query || !ERROR_METRICS.has(query.metric)) return [];
  const period = periodSeconds !== undefined && periodSeconds > 0 ? Math.ceil(periodSeconds) : DEFAULT_PERIOD_SECONDS;
  return [{ ...query, periodSeconds: period }];
}

/** A contributor speaks for itself alone; else all that the metrics and queries name. */
function namedBy(watching: Watching, errors: readonly MetricEntry[], queries: readonly InsightsQuery[]): string[] {
  const own = distributionsIn(watching.attributes ?? []);
  if (own.length > 0) return own;
  const inText = [...(watching.query ?? '').matchAll(/\bDistributionId["`]?\s*=~?\s*["']([^"']{1,64})["']/gi)];
  return [
    ...errors.flatMap(({ dimensions }) => distributionsIn(dimensions)),
    ...queries.flatMap(({ named }) => named),
    ...inText.flatMap(([, id]) => id ?? []),
  ];
}

function distributionsIn(dimensions: readonly Dimension[]): string[] {
  return dimensions.filter(({ name }) => name.toLowerCase() === DISTRIBUTION).map(({ value }) => value);
}

function unrelated({ entries, query }: Watching): { readonly kind: 'unrelated'; readonly why: string } {
  const entry = entries.find(({ metric }) => metric !== undefined);
  if (entry) {
    const of = entry.namespace === NAMESPACE ? 'no error rate' : 'nothing of CloudFront';
    return { kind: 'unrelated', why: `it watches ${printable(entry.metric)} of ${printable(entry.namespace)}: ${of}` };
  }
  if (entries.length > 0) return { kind: 'unrelated', why: 'its expression is not over a CloudFront error rate' };
  const what = query === undefined ? 'no metric' : 'a query';
  return { kind: 'unrelated', why: `it watches ${what} in which no distribution is visible` };
}

function printable(text = ''): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
}

function quoted(text = ''): string {
  return JSON.stringify(printable(text).slice(0, 40));
}
