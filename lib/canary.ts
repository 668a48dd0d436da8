import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, type IRuleTarget, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { queueTarget } from './queue-target.ts';

export type CanaryProps = {
  /** The very queue that alarms wait in. */
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
};

/**
 * Once a day, and after each deployment, a message that the function knows as a sample goes the whole way of an alarm, but for
 * the telling.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { queue, deadLetters }: CanaryProps) {
    super(scope, id);
    const message = RuleTargetInput.fromObject({ originResponder: 'canary' });
    const targets: IRuleTarget[] = [queueTarget({ queue, deadLetters, message })];
    new Rule(this, 'Daily', {
      description: 'A sign of life of Origin Responder: a sample goes through its queue and is told to nobody',
      schedule: Schedule.rate(Duration.days(1)),
      targets,
    });
    new Rule(this, 'Deployed', {
      description: 'The first sign of life of Origin Responder as it has just been deployed',
      eventPattern: deployed(Stack.of(this)),
      targets,
    });
  }
}

/**
 * A rule of so many hours fires for the first time when they are over: a day without a sign of life after the installation.
 * CloudFormation tells when a stack is done. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html
 */
function deployed({ stackId }: Stack): EventPattern {
  return {
    source: ['aws.cloudformation'],
    detailType: ['CloudFormation Stack Status Change'],
    detail: {
      'stack-id': [stackId],
      'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'] },
    },
  };
}
