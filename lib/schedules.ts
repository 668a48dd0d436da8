import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throughServices } from './key.ts';

export type SchedulesProps = {
  /** What a schedule sends to when its time has come. */
  readonly queue: IQueue;
  /** What the queue is encrypted with, where the account has a key of its own for it. */
  readonly key?: IKey;
};

/** How the function has itself called again: one-time schedules in a group of their own, which may send to its queue and nothing else. */
export class Schedules extends Construct {
  readonly group: ScheduleGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, { queue, key }: SchedulesProps) {
    super(scope, id);
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, 'Role', { assumedBy: this.principal() });
    const send = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    const encrypt = key ? [throughServices(key, ['sqs'], ['kms:Decrypt', 'kms:GenerateDataKey'])] : [];
    new Policy(this, 'Send', { statements: [send, ...encrypt], roles: [this.role] });
  }

  /** EventBridge Scheduler, for this group alone. https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
  private principal(): ServicePrincipal {
    return new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Stack.of(this).account,
          'aws:SourceArn': this.group.scheduleGroupArn,
        },
      },
    });
  }

  /** Creating a schedule takes the right to hand it its role. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
  grantPassRole(grantee: IFunction): void {
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
