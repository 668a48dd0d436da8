import type { IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export type QueueTargetProps = {
  readonly queue: IQueue;
  /** Where what cannot be delivered goes. */
  readonly deadLetters: IQueue;
  /** Instead of the event itself. */
  readonly message?: RuleTargetInput;
};

/**
 * A queue as the target of a rule, to which that rule alone may send. CDK's own target lets every rule of every account in
 * where the queue has a key of the customer's.
 */
export function queueTarget({ queue, deadLetters, message }: QueueTargetProps): IRuleTarget {
  return {
    bind: ({ ruleRef: { ruleArn } }) => {
      for (const one of [queue, deadLetters]) one.addToResourcePolicy(admission(one.queueArn, ruleArn));
      return {
        arn: queue.queueArn,
        deadLetterConfig: { arn: deadLetters.queueArn },
        targetResource: queue,
        ...(message && { input: message }),
      };
    },
  };
}

function admission(queueArn: string, ruleArn: string): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  });
}
