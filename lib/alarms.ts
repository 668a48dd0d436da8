import { Duration, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmChoice } from './config.ts';

/**
 * One alarm over every distribution, present and future: each distribution is a contributor of its own. AWS asks for both
 * GROUP BY and ORDER BY in such an alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
export const ALL_DISTRIBUTIONS_QUERY =
  'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId ORDER BY AVG() DESC';

/** Rates over few viewer requests jump: three bad minutes of five make an alarm, and no traffic makes none. */
const PERIOD = Duration.minutes(1);
const EVALUATION = {
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
} as const;

export type CloudFrontAlarmsProps = { readonly choice: AlarmChoice };

/** The 5xx alarms that the stack creates itself: none, one over all distributions, or one for each listed distribution. */
export class CloudFrontAlarms extends Construct {
  constructor(scope: Construct, id: string, { choice }: CloudFrontAlarmsProps) {
    super(scope, id);
    if (choice.kind === 'all') this.overAll(choice.threshold);
    if (choice.kind === 'listed') for (const one of choice.distributionIds) this.over(one, choice.threshold);
  }

  private overAll(threshold: number): void {
    new CfnAlarm(this, 'All', {
      ...EVALUATION,
      alarmName: `${Stack.of(this).stackName}-5xx`,
      alarmDescription: `A CloudFront distribution answers ${threshold}% or more of its viewers with 5xx`,
      threshold,
      metrics: [{ id: 'errors', expression: ALL_DISTRIBUTIONS_QUERY, period: PERIOD.toSeconds(), returnData: true }],
    });
  }

  private over(distributionId: string, threshold: number): void {
    new CfnAlarm(this, distributionId, {
      ...EVALUATION,
      alarmName: `${Stack.of(this).stackName}-5xx-${distributionId}`,
      alarmDescription: `CloudFront distribution ${distributionId} answers ${threshold}% or more of its viewers with 5xx`,
      threshold,
      namespace: 'AWS/CloudFront',
      metricName: '5xxErrorRate',
      dimensions: [
        { name: 'DistributionId', value: distributionId },
        { name: 'Region', value: 'Global' },
      ],
      statistic: 'Average',
      period: PERIOD.toSeconds(),
    });
  }
}
