import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { queueTarget } from './queue-target.ts';

export type CanaryProps = {
  /** The very queue that alarms wait in. */
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
};

/** Once a day a message that the function knows as a sample goes the whole way of an alarm, but for the telling. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { queue, deadLetters }: CanaryProps) {
    super(scope, id);
    new Rule(this, 'Daily', {
      description: 'A sign of life of Origin Responder: a sample goes through its queue and is told to nobody',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [
        queueTarget({ queue, deadLetters, message: RuleTargetInput.fromObject({ originResponder: 'canary' }) }),
      ],
    });
  }
}
