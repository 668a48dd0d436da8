import type { EventPattern } from 'aws-cdk-lib/aws-events';

const NAMESPACE = 'AWS/CloudFront';

/**
 * Every alarm of the account that may be about CloudFront: by namespace, by the text of a Metrics Insights query, by a
 * contributor that is a distribution, or composite (its children are asked later). The function decides which are about errors.
 * The way back to OK is the end of an incident.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const CLOUDFRONT_ALARMS: EventPattern = {
  source: ['aws.cloudwatch'],
  detailType: ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'],
  detail: {
    state: { value: ['ALARM', 'OK'] },
    $or: [
      { configuration: { metrics: { metricStat: { metric: { namespace: [NAMESPACE] } } } } },
      { configuration: { metrics: { expression: [{ wildcard: `*${NAMESPACE}*` }] } } },
      { configuration: { alarmRule: [{ exists: true }] } },
      { alarmContributor: { attributes: { DistributionId: [{ exists: true }] } } },
    ],
  },
};
