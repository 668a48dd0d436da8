import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { REGION } from './config.ts';

export type OwnAlarmsProps = {
  readonly function: IFunction;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  /** Told when the responder itself is in trouble. */
  readonly topic: ITopic;
};

const PERIOD = Duration.minutes(5);
const SUM = { period: PERIOD, statistic: 'Sum' };
const WORST = { period: PERIOD, statistic: 'Maximum' };

/** What failed once comes again after six minutes, when the queue shows it again, and is no trouble yet; what waits longer is. */
const OLD_SECONDS = 480;

/**
 * The canary comes once a day; two hours are for a queue that is behind. Periods of an hour and more may be compared over
 * seven days together. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const SILENT_HOURS = 26;

/**
 * Who watches the watchman: alarms on what was given up, on errors, on throttles, on waiting, on what was not diagnosed and on
 * silence. They are about SQS, Lambda and our own metrics, so the rule that feeds the responder lets none of them through.
 */
export class OwnAlarms extends Construct {
  constructor(scope: Construct, id: string, props: OwnAlarmsProps) {
    super(scope, id);
    const alarms = [...this.ofTheQueue(props), ...this.ofTheFunction(props), this.silence(props.function)];
    if (reaches(props.topic)) for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(props.topic));
  }

  private ofTheQueue({ queue, deadLetters }: OwnAlarmsProps): Alarm[] {
    const lost = deadLetters.metricApproximateNumberOfMessagesVisible(WORST);
    const waiting = queue.metricApproximateAgeOfOldestMessage(WORST);
    return [
      this.alarm('GivenUp', lost, 1, 'gave up on an alarm: read its dead-letter queue'),
      this.alarm('Waiting', waiting, OLD_SECONDS, `lets alarms wait for more than ${OLD_SECONDS / 60} minutes`),
    ];
  }

  private ofTheFunction({ function: handler }: OwnAlarmsProps): Alarm[] {
    const throttled = 'is throttled: the account has no concurrency left for it';
    const undiagnosed = 'passed an alarm on without a diagnosis: read the log of its function';
    const unconfirmed =
      'has subscribers who never confirmed and get nothing: look for "alive" in the log of its function';
    return [
      this.alarm('Errors', handler.metricErrors(SUM), 1, 'failed: read the log of its function'),
      this.alarm('Throttles', handler.metricThrottles(SUM), 1, throttled),
      this.alarm('NotDiagnosed', this.own('NotDiagnosed', handler, SUM), 1, undiagnosed),
      this.alarm('Unconfirmed', this.own('UnconfirmedSubscriptions', handler, WORST), 1, unconfirmed),
    ];
  }

  /** A metric that the function writes itself. */
  private own(metricName: string, { functionName }: IFunction, how: MetricOptions): IMetric {
    return new Metric({ namespace: 'OriginResponder', metricName, dimensionsMap: { Function: functionName }, ...how });
  }

  /** No canary has come through for longer than a day. */
  private silence(handler: IFunction): Alarm {
    return new Alarm(this, 'Silent', {
      alarmDescription:
        'Origin Responder has given no sign of life for 26 hours: read the log of its function and its dead-letter queue',
      metric: this.own('Heartbeat', handler, { period: Duration.hours(1), statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: SILENT_HOURS,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private alarm(id: string, metric: IMetric, threshold: number, trouble: string): Alarm {
    return new Alarm(this, id, {
      alarmDescription: `Origin Responder ${trouble}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/** An alarm can publish only to a topic of its own Region. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function reaches({ env }: ITopic): boolean {
  return env.region === REGION;
}
