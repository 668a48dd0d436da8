import type { MonitoringSubscription } from '@aws-sdk/client-cloudfront';
import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { Observation } from '../model/evidence.ts';
import type { Monitoring, Traffic, TrafficMetric } from '../model/traffic.ts';
import type { Aws } from './clients.ts';
import { readMetrics, type Stretch, type Wanted } from './metrics.ts';
import { isError, notApplicable, observe, observed } from './observe.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const METRICS: readonly Wanted<TrafficMetric>[] = [
  { as: 'requests', name: 'Requests', statistic: 'Sum' },
  { as: '5xx', name: '5xxErrorRate', statistic: 'Average' },
  { as: '4xx', name: '4xxErrorRate', statistic: 'Average' },
  { as: '502', name: '502ErrorRate', statistic: 'Average' },
  { as: '503', name: '503ErrorRate', statistic: 'Average' },
  { as: '504', name: '504ErrorRate', statistic: 'Average' },
];

/** Counted only where additional metrics are switched on, and then also where they are nil. */
const CODES = ['502', '503', '504'] as const;

/** What CloudFront counted of this distribution's viewers, in one call. */
export async function readTraffic(
  aws: Aws,
  id: string,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<Observation<Traffic>> {
  const dimensions = { DistributionId: id, Region: 'Global' };
  const source = { region: CLOUDFRONT_REGION, namespace: 'AWS/CloudFront', dimensions };
  return readMetrics(aws, source, METRICS, stretch, signal);
}

/**
 * Whether the single error codes are counted: seen where they were, else asked for, and of no matter where nothing was seen; asked
 * for all the same where that was denied, so that one message names all that is missing. A distribution without a subscription
 * never had them switched on.
 */
export async function readMonitoring(
  aws: Aws,
  id: string,
  traffic: Promise<Observation<Traffic>>,
  signal: AbortSignal,
): Promise<Observation<Monitoring>> {
  const counted = await traffic;
  const isDenied = counted.status === 'unavailable' && counted.permission !== undefined;
  if (counted.status !== 'observed' && !isDenied) return notApplicable('what CloudFront counted was not seen');
  if (counted.status === 'observed' && CODES.some((code) => counted.value.series[code]))
    return observed({ additionalMetrics: 'on' });
  return observe('cloudfront:GetMonitoringSubscription', async () => {
    const { sdk, client } = await aws.cloudfront();
    const command = new sdk.GetMonitoringSubscriptionCommand({ DistributionId: id });
    try {
      const { MonitoringSubscription } = await client.send(command, { abortSignal: signal });
      return observed(toMonitoring(MonitoringSubscription));
    } catch (error) {
      if (isError(error, 'NoSuchMonitoringSubscription')) return observed({ additionalMetrics: 'off' as const });
      if (isError(error, 'NoSuchDistribution')) return notApplicable('the distribution does not exist');
      throw error;
    }
  });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_RealtimeMetricsSubscriptionConfig.html */
export function toMonitoring(subscription: MonitoringSubscription | undefined): Monitoring {
  const status = subscription?.RealtimeMetricsSubscriptionConfig?.RealtimeMetricsSubscriptionStatus;
  return { additionalMetrics: status === 'Enabled' ? 'on' : 'off' };
}
