import { ACCOUNT } from './estate.ts';
import { ALARM, arnOf, states, type Transition } from './events.ts';

/** The text of the alarm's SNS message: `Region` is a long name, dimensions are a list. */
export function snsMessage(transition: Transition): string {
  const { alarmName = ALARM, accountId: AWSAccountId = ACCOUNT } = transition;
  const { state, previousState } = states(transition);
  return JSON.stringify({
    AlarmName: alarmName,
    AlarmDescription: null,
    AWSAccountId,
    AlarmConfigurationUpdatedTimestamp: '2026-11-01T00:00:00.000+0000',
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: state.timestamp,
    Region: 'US East (N. Virginia)',
    AlarmArn: arnOf(transition),
    OldStateValue: previousState.value,
    OKActions: [],
    AlarmActions: [`arn:aws:sns:us-east-1:${AWSAccountId}:alarms`],
    InsufficientDataActions: [],
    Trigger: trigger(transition),
  });
}

/** What the alarm watches, as SNS messages tell it: dimensions are a list, names begin with capitals. */
function trigger({ distributionId, metric = '5xxErrorRate' }: Transition) {
  return {
    MetricName: metric,
    Namespace: 'AWS/CloudFront',
    StatisticType: 'Statistic',
    Statistic: 'AVERAGE',
    Unit: null,
    Dimensions: [
      { value: 'Global', name: 'Region' },
      { value: distributionId, name: 'DistributionId' },
    ],
    Period: 60,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 3,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 5,
    TreatMissingData: 'notBreaching',
    EvaluateLowSampleCountPercentile: '',
  };
}

/** The envelope that SNS puts around a message, as HTTP and SQS subscribers get it. */
export function snsEnvelope(message: string, at: string) {
  return {
    Type: 'Notification',
    MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
    TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`,
    Subject: `ALARM: "${ALARM}" in US East (N. Virginia)`,
    Message: message,
    Timestamp: at,
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-EXAMPLE.pem',
    UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
  };
}

/** What a Lambda function subscribed to the alarm's topic is called with: it spells `Url`, not `URL`. */
export function sns(message: string, at: string) {
  const { SigningCertURL: SigningCertUrl, UnsubscribeURL: UnsubscribeUrl, ...rest } = snsEnvelope(message, at);
  const Sns = { ...rest, SigningCertUrl, UnsubscribeUrl, MessageAttributes: {} };
  const EventSubscriptionArn = `${rest.TopicArn}:21be56ed-a058-49f5-8c98-aedd2564c486`;
  return { Records: [{ EventVersion: '1.0', EventSubscriptionArn, EventSource: 'aws:sns', Sns }] };
}
