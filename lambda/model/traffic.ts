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

/**
 * What a load balancer counts of itself in a period; one that it does not have, or that was nil all along, is left out.
 * `own5xx`: made by the load balancer; `targets5xx`: passed on from its targets; `tlsErrors`: handshakes that the client
 * broke off or that found nothing in common; `requests`: for a network load balancer, new connections. A classic one counts no
 * handshakes, but connections to its instances that failed (`connectErrors`) and requests that it turned away since its queue was full
 * (`spillover`). https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export type BalancerMetric =
  | 'requests'
  | 'tlsErrors'
  | 'own5xx'
  | 'own502'
  | 'own503'
  | 'own504'
  | 'targets5xx'
  | 'connectErrors'
  | 'spillover';

export type BalancerCounts = Measured<BalancerMetric>;
