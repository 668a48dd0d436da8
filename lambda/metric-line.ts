/** One value with its unit, as CloudWatch names it. */
export type Metric = { readonly name: string; readonly value: number; readonly unit: 'Seconds' | 'Count' };

/** Metrics that share their dimensions; a dimension's values are few and our own words. */
export type MetricGroup = {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: readonly Metric[];
};

/** The namespace of everything that the responder measures of itself. */
const NAMESPACE = 'OriginResponder';

/**
 * One line that CloudWatch Logs makes metrics of: embedded metric format, the JSON as it stands and nothing around it.
 * `at`: milliseconds. No metric may be named like a dimension.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine(groups: readonly MetricGroup[], at: number): string {
  const values = groups.flatMap(({ dimensions, metrics }) => [
    ...Object.entries(dimensions),
    ...metrics.map(({ name, value }) => [name, value] as const),
  ]);
  const CloudWatchMetrics = groups.map(({ dimensions, metrics }) => ({
    Namespace: NAMESPACE,
    Dimensions: [Object.keys(dimensions)],
    Metrics: metrics.map(({ name: Name, unit: Unit }) => ({ Name, Unit })),
  }));
  return JSON.stringify({ _aws: { Timestamp: at, CloudWatchMetrics }, ...Object.fromEntries(values) });
}
