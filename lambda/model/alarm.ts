/** The states of a CloudWatch alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html */
export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** One transition of one alarm (or of one contributor to it), whatever door it came through. Times are ISO 8601 in UTC. */
export type Alarm = {
  readonly name: string;
  readonly arn?: string;
  readonly accountId?: string;
  /** Region code, e.g. `us-east-1`. */
  readonly region: string;
  readonly state: AlarmState;
  readonly previousState?: AlarmState;
  /** When the alarm (or contributor) entered `state`. */
  readonly changedAt: string;
  readonly reason: string;
  readonly description?: string;
  /** Present when one time series of a multi-time-series alarm changed state, not the alarm as a whole. */
  readonly contributorId?: string;
  /** A mute rule of CloudWatch holds its actions back at this time. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html */
  readonly muted?: true;
  /** CloudFront error metrics that the alarm watches, e.g. `['5xxErrorRate']`; empty for a composite. */
  readonly metrics: readonly string[];
  readonly subject: AlarmSubject;
};

/** What the alarm is about. */
export type AlarmSubject =
  /** CloudFront distributions named by the event itself. */
  | { readonly kind: 'distributions'; readonly ids: readonly string[] }
  /** A Metrics Insights query over many distributions: which ones must be asked of CloudWatch. */
  | { readonly kind: 'grouped'; readonly query: string; readonly periodSeconds: number; readonly threshold?: number }
  /** A composite alarm: `children` are alarm names or ARNs, the triggering ones where the event lists them, else all that the rule names. */
  | { readonly kind: 'composite'; readonly rule: string; readonly children: readonly string[] }
  /** Not about CloudFront errors: acknowledged, never diagnosed. */
  | { readonly kind: 'unrelated'; readonly why: string };
