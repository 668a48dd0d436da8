import { ACCOUNT } from './estate.ts';

/** One transition of one alarm, before it is put into the shape of one of its doors. */
export type Transition = {
  readonly distributionId: string;
  /** ISO 8601: when the alarm changed state. */
  readonly at: string;
  /** Default: `cloudfront-5xx`. */
  readonly alarmName?: string;
  /** Default: ALARM. */
  readonly state?: 'ALARM' | 'OK';
  /** Default: `5xxErrorRate`. */
  readonly metric?: string;
  readonly accountId?: string;
  /** The name of the mute rule of CloudWatch that holds its actions back. */
  readonly muteRule?: string;
};

const REASON =
  'Threshold Crossed: 3 out of the last 5 datapoints [61.4, 58.9, 63.2] were greater than the threshold (5.0).';

/** The name of the alarm where a transition does not say. */
export const ALARM = 'cloudfront-5xx';

/** The alarm's ARN. */
export function arnOf({ alarmName = ALARM, accountId = ACCOUNT }: Transition): string {
  return `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${alarmName}`;
}

/** CloudWatch writes its offsets without a colon: `2026-11-23T03:12:15.490+0000`. */
function stamp(at: string, minutesBefore = 0): string {
  return new Date(Date.parse(at) - minutesBefore * 60_000).toISOString().replace('Z', '+0000');
}

/** The state that the alarm is in now, and the one before. */
export function states({ at, state = 'ALARM' }: Transition) {
  const [value, before] = state === 'ALARM' ? ['ALARM', 'OK'] : ['OK', 'ALARM'];
  const datapoints = { recentDatapoints: [61.4, 58.9, 63.2], threshold: 5 };
  const reasonData = JSON.stringify({
    version: '1.0',
    queryDate: stamp(at),
    statistic: 'Average',
    period: 60,
    ...datapoints,
  });
  return {
    state: { value, reason: REASON, reasonData, timestamp: stamp(at) },
    previousState: { value: before, reason: 'Threshold was not crossed.', timestamp: stamp(at, 42) },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html: dimensions are a map. */
function configuration({ distributionId, metric = '5xxErrorRate' }: Transition) {
  const dimensions = { DistributionId: distributionId, Region: 'Global' };
  const metricStat = { metric: { namespace: 'AWS/CloudFront', name: metric, dimensions }, period: 60, stat: 'Average' };
  return { description: 'CloudFront answers 5xx', metrics: [{ id: 'm1', metricStat, returnData: true }] };
}

function envelope(transition: Transition, detailType: string, detail: unknown) {
  const { at, accountId: account = ACCOUNT } = transition;
  return {
    version: '0',
    id: '2dde0eb1-528b-d2d5-9ca6-6d590caf2329',
    'detail-type': detailType,
    source: 'aws.cloudwatch',
    account,
    time: at.replace(/\.\d+Z$/, 'Z'),
    region: 'us-east-1',
    resources: [arnOf(transition)],
    detail,
  };
}

/** An EventBridge event: `CloudWatch Alarm State Change`. */
export function eventBridge(transition: Transition) {
  const { alarmName = ALARM, muteRule, accountId = ACCOUNT } = transition;
  const mutedBy = `arn:aws:cloudwatch:us-east-1:${accountId}:alarm-mute-rule:${muteRule}`;
  const mute = muteRule === undefined ? {} : { muteDetail: { mutedBy } };
  const detail = { alarmName, configuration: configuration(transition), ...states(transition), ...mute };
  return envelope(transition, 'CloudWatch Alarm State Change', detail);
}

/** The query of a Metrics Insights alarm over every distribution. */
export const GROUPED_QUERY =
  'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId, Region) GROUP BY DistributionId';

/** An EventBridge event of such an alarm as a whole: which distribution it is must be asked. */
export function grouped(transition: Transition) {
  const { alarmName = ALARM, state: value = 'ALARM', at } = transition;
  const detail = {
    alarmName,
    configuration: { metrics: [{ id: 'm1', expression: GROUPED_QUERY, returnData: true, period: 60 }] },
    state: { value, reason: '1 out of 6 time series evaluated to ALARM', timestamp: stamp(at) },
    previousState: { value: 'OK', timestamp: stamp(at, 42) },
  };
  return envelope(transition, 'CloudWatch Alarm State Change', detail);
}

/** An EventBridge event for one time series of it. */
export function contributor(transition: Transition) {
  const { alarmName = ALARM, distributionId, state: value = 'ALARM', at } = transition;
  const detail = {
    alarmName,
    alarmContributor: { id: '6d442278dba546f6', attributes: { DistributionId: distributionId } },
    configuration: { metrics: [{ id: 'm1', expression: GROUPED_QUERY, returnData: true, period: 60 }] },
    state: { value, reason: REASON, timestamp: stamp(at) },
  };
  return envelope(transition, 'CloudWatch Alarm Contributor State Change', detail);
}

/** An EventBridge event of a composite alarm: it names its children and no metric. */
export function composite(transition: Transition, children: readonly string[]) {
  const { alarmName = ALARM, accountId = ACCOUNT, at } = transition;
  const { state, previousState } = states(transition);
  const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${name}`;
  const triggeringAlarms = children.map((name) => ({
    arn: arn(name),
    state: { value: 'ALARM', timestamp: stamp(at) },
  }));
  const alarmRule = children.map((name) => `ALARM("${name}")`).join(' OR ');
  const detail = {
    alarmName,
    configuration: { alarmRule },
    state: { ...state, reasonData: JSON.stringify({ triggeringAlarms }) },
    previousState,
  };
  return envelope(transition, 'CloudWatch Alarm State Change', detail);
}

/** What CloudWatch sends to a Lambda function that is the alarm's own action. */
export function directLambda(transition: Transition) {
  const { alarmName = ALARM, accountId = ACCOUNT, at } = transition;
  return {
    source: 'aws.cloudwatch',
    alarmArn: arnOf(transition),
    accountId,
    time: stamp(at),
    region: 'us-east-1',
    alarmData: { alarmName, ...states(transition), configuration: configuration(transition) },
  };
}

/** What a function behind a queue is called with; each body is an event of its own, or text as it stands. */
export function sqs(bodies: readonly unknown[]) {
  const Records = bodies.map((body, index) => ({
    messageId: `19dd0b57-b21e-4ac1-bd88-01bbb068cb${String(index).padStart(2, '0')}`,
    receiptHandle: 'EXAMPLE',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1763867535490', SenderId: 'EXAMPLE' },
    messageAttributes: {},
    md5OfBody: 'EXAMPLE',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:${ACCOUNT}:origin-responder`,
    awsRegion: 'us-east-1',
  }));
  return { Records };
}
