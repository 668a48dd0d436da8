/** One value a period, oldest first; null where CloudWatch has no datapoint. */
export type Series = readonly (number | null)[];

/** Metrics of one thing over the same stretch of time. A metric without any datapoint is left out. */
export type Measured<Metric extends string> = {
  /** ISO 8601, UTC: where the first period begins. */
  readonly from: string;
  readonly periodSeconds: number;
  readonly series: { readonly [K in Metric]?: Series };
};

/**
 * What CloudFront counts of its viewers. `requests` are counts, all others percent of them; the single codes are there
 * only where additional metrics are switched on.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export type TrafficMetric = 'requests' | '5xx' | '4xx' | '502' | '503' | '504';

export type Traffic = Measured<TrafficMetric>;

/** Whether CloudFront counts each error code on its own for this distribution. */
export type Monitoring = { readonly additionalMetrics: 'on' | 'off' };
