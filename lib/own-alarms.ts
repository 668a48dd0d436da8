import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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

/** An alarm that waited this long in the queue is no longer answered "within seconds". */
const OLD_SECONDS = 300;

/**
 * Who watches the watchman: alarms on what was given up, on errors, on throttles and on waiting. They are about SQS and
 * Lambda, so the rule that feeds the responder lets none of them through.
 */
export class OwnAlarms extends Construct {
  constructor(scope: Construct, id: string, props: OwnAlarmsProps) {
    super(scope, id);
    const { deadLetters, queue, topic } = props;
    const sum = { period: PERIOD, statistic: 'Sum' };
    const worst = { period: PERIOD, statistic: 'Maximum' };
    const waiting = queue.metricApproximateAgeOfOldestMessage(worst);
    const alarms = [
      this.alarm(
        'GivenUp',
        deadLetters.metricApproximateNumberOfMessagesVisible(worst),
        1,
        'gave up on an alarm: read its dead-letter queue',
      ),
      this.alarm('Errors', props.function.metricErrors(sum), 1, 'failed: read the log of its function'),
      this.alarm(
        'Throttles',
        props.function.metricThrottles(sum),
        1,
        'is throttled: the account has no concurrency left for it',
      ),
      this.alarm('Waiting', waiting, OLD_SECONDS, `lets alarms wait for more than ${OLD_SECONDS / 60} minutes`),
    ];
    if (reaches(topic)) for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
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
