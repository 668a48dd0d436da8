import type { CompositeAlarmFixture, MetricAlarmFixture, MetricQueryFixture } from '../fixture/monitoring.ts';
import { MADE_AT } from '../names.ts';
import type { Context } from '../service.ts';
import type { Wire } from '../wire/value.ts';

type Members = { readonly [member: string]: Wire };
type Measured = {
  readonly distributionId?: string;
  readonly namespace?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
};

/** Namespace and dimensions; a distribution's metrics have both DistributionId and Region=Global. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function placeOf({ distributionId, namespace = 'AWS/CloudFront', dimensions }: Measured): {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
} {
  const own = distributionId && { DistributionId: distributionId, Region: 'Global' };
  return { namespace, dimensions: { ...(own || {}), ...dimensions } };
}

/** `MetricAlarm`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export function metricAlarmOf(alarm: MetricAlarmFixture, context: Context): Wire {
  const single = alarm.queries ? undefined : metricOf(alarm);
  return {
    ...commonOf(alarm, context),
    ...single,
    ...(single && { Statistic: 'Average', Period: 60 }),
    EvaluationPeriods: 5,
    DatapointsToAlarm: 3,
    Threshold: alarm.threshold ?? 5,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    ...(single && { Dimensions: single.Dimensions ?? [] }),
    Metrics: alarm.queries?.map(queryOf),
  };
}

/** `CompositeAlarm`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
export function compositeAlarmOf(alarm: CompositeAlarmFixture, context: Context): Wire {
  return { ...commonOf(alarm, context), AlarmRule: alarm.rule };
}

function commonOf(
  alarm: MetricAlarmFixture | CompositeAlarmFixture,
  { partition, accountId, region }: Context,
): Members {
  const since = alarm.since ? new Date(alarm.since) : MADE_AT;
  return {
    AlarmName: alarm.name,
    AlarmArn: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${alarm.name}`,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: MADE_AT,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: alarm.state ?? 'ALARM',
    StateReason: alarm.reason ?? 'Threshold Crossed',
    StateUpdatedTimestamp: since,
    StateTransitionedTimestamp: since,
  };
}

function queryOf(query: MetricQueryFixture): Wire {
  const { id, expression, returnData = true } = query;
  if (expression) return { Id: id, Expression: expression, ReturnData: returnData, Period: 60 };
  return { Id: id, MetricStat: { Metric: metricOf(query), Period: 60, Stat: 'Average' }, ReturnData: returnData };
}

function metricOf(measured: Measured & { readonly metricName?: string }): Members {
  const { namespace, dimensions } = placeOf(measured);
  const listed = Object.entries(dimensions).map(([name, value]) => ({ Name: name, Value: value }));
  return { MetricName: measured.metricName ?? '5xxErrorRate', Namespace: namespace, Dimensions: listed };
}
