/** Events as AWS's pages print them, with a CloudFront alarm's values. */

export const ID = 'EDFDVBD6EXAMPLE';
export const OTHER_ID = 'E2QWRUHAPOMQZL';
export const ARN = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:cf-5xx';
export const CHANGED = '2026-11-23T12:36:15.490+0000';
export const CHANGED_UTC = '2026-11-23T12:36:15.490Z';
export const REASON = 'Threshold Crossed: 3 out of the last 3 datapoints were greater than the threshold (5.0).';
export const INSIGHTS =
  'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId ORDER BY AVG() DESC';

/** One `metrics` entry of EventBridge and of the Lambda action. */
export function metricStat(name = '5xxErrorRate', id = ID, namespace = 'AWS/CloudFront', more: object = {}) {
  const dimensions = { DistributionId: id, Region: 'Global' };
  return {
    id: 'm1',
    metricStat: { metric: { namespace, name, dimensions }, period: 60, stat: 'Average' },
    returnData: true,
    ...more,
  };
}

export const REASON_DATA = {
  version: '1.0',
  statistic: 'Average',
  period: 60,
  recentDatapoints: [7.1, 9, 8.4],
  threshold: 5,
};

/** What EventBridge calls `detail` and the Lambda action `alarmData`. */
export function detail(configuration: object = { metrics: [metricStat()] }, more: object = {}) {
  return {
    alarmName: 'cf-5xx',
    state: { value: 'ALARM', reason: REASON, reasonData: JSON.stringify(REASON_DATA), timestamp: CHANGED },
    previousState: { value: 'OK', reason: 'fine', timestamp: '2026-11-23T12:30:29.595+0000' },
    configuration,
    ...more,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function eventBridge(of: object = detail(), type = 'CloudWatch Alarm State Change') {
  return {
    version: '0',
    id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
    'detail-type': type,
    source: 'aws.cloudwatch',
    account: '111122223333',
    time: '2026-11-23T12:36:16Z',
    region: 'us-east-1',
    resources: [ARN],
    detail: of,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
export function direct(alarmData: object = detail()) {
  return {
    source: 'aws.cloudwatch',
    alarmArn: ARN,
    accountId: '111122223333',
    time: CHANGED,
    region: 'us-east-1',
    alarmData,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export function notification(more: object = {}) {
  return {
    AlarmName: 'cf-5xx',
    AlarmDescription: null,
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-11-01T00:00:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason: REASON,
    StateChangeTime: CHANGED,
    Region: 'US East (N. Virginia)',
    AlarmArn: ARN,
    OldStateValue: 'OK',
    OKActions: [],
    AlarmActions: ['arn:aws:sns:us-east-1:111122223333:t'],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: '5xxErrorRate',
      Namespace: 'AWS/CloudFront',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [
        { value: 'Global', name: 'Region' },
        { value: ID, name: 'DistributionId' },
      ],
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5,
      TreatMissingData: '- TreatMissingData:                    notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
    ...more,
  };
}

/** What SNS wraps a message in for an SQS queue or an HTTPS endpoint. */
export function envelope(message: object | string) {
  const Message = typeof message === 'string' ? message : JSON.stringify(message);
  const TopicArn = 'arn:aws:sns:us-east-1:111122223333:t';
  return {
    Type: 'Notification',
    MessageId: 'a',
    TopicArn,
    Subject: 'ALARM: "cf-5xx"',
    Message,
    Timestamp: '2026-11-23T12:36:16.000Z',
  };
}

export function sns(...messages: readonly (object | string)[]) {
  return {
    Records: messages.map((message) => ({ EventVersion: '1.0', EventSource: 'aws:sns', Sns: envelope(message) })),
  };
}

export function sqs(...bodies: readonly (object | string)[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: 'r',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:alarms',
      awsRegion: 'us-east-1',
    })),
  };
}
