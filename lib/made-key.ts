import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { REGION } from './config.ts';

const SEALS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * A key of the stack's own for everything that is kept and sent. It outlives the stack, since the table and the log do, which it
 * encrypts. Its policy admits the account's own IAM policies and the three services that write by themselves.
 */
export class MadeKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Origin Responder: its queues, topic, table and log',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const one of [this.rules(), this.alarms(), this.log()]) this.key.addToResourcePolicy(one);
  }

  /** EventBridge names neither the rule nor the account to KMS. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
  private rules(): PolicyStatement {
    return admitted('EventBridgeIntoTheQueues', 'events.amazonaws.com', SEALS);
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
  private alarms(): PolicyStatement {
    const account = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    return admitted('AlarmsIntoTheTopic', 'cloudwatch.amazonaws.com', SEALS, account);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  private log(): PolicyStatement {
    const groups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const actions = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'];
    return admitted(
      'TheLog',
      `logs.${REGION}.amazonaws.com`,
      actions.map((action) => `kms:${action}`),
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
    );
  }
}

function admitted(
  sid: string,
  service: string,
  actions: string[],
  conditions?: Record<string, object>,
): PolicyStatement {
  const principals = [new ServicePrincipal(service)];
  return new PolicyStatement({ sid, principals, actions, resources: ['*'], ...(conditions && { conditions }) });
}
