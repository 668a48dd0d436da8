import { ArnFormat, CfnOutput, Stack, type StackProps, Token } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { CloudFrontAlarms } from './alarms.ts';
import { type Config, CREATE, REGION } from './config.ts';
import { ConfigError } from './context.ts';
import { MadeKey } from './made-key.ts';
import { OwnAlarms } from './own-alarms.ts';
import { Responder } from './responder.ts';

export type ResponderStackProps = StackProps & { readonly config: Config };

/** Everything that `cdk deploy` makes. Refuses any region but us-east-1. */
export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, props: ResponderStackProps) {
    super(scope, id, {
      description: 'Origin Responder: says why a CloudFront origin fails, with the commands that fix it',
      ...props,
    });
    if (Token.isUnresolved(this.region) || this.region !== REGION) {
      throw new ConfigError(
        `the stack's region is ${describe(this.region)}, but CloudFront's alarms exist in ${REGION} only`,
      );
    }
    const { alarms, regions, logs, members } = props.config;
    const key = this.key(props.config);
    const topic = this.topic(props.config, key);
    const roleName = roleNameOf(this.stackName);
    const responder = new Responder(this, 'Responder', { topic, regions, logs, members, roleName, key });
    const { function: handler, queue, deadLetters } = responder;
    new OwnAlarms(this, 'OwnAlarms', { function: handler, queue, deadLetters, topic });
    new CloudFrontAlarms(this, 'Alarms', { choice: alarms });
    this.output({
      TopicArn: topic.topicArn,
      FunctionName: responder.function.functionName,
      RoleArn: responder.role.roleArn,
      LogGroupName: responder.log.logGroupName,
      QueueUrl: queue.queueUrl,
      DeadLetterQueueArn: deadLetters.queueArn,
      TableName: responder.memory.table.tableName,
    });
  }

  private key({ kmsKeyArn }: Config): IKey | undefined {
    if (kmsKeyArn === CREATE) return new MadeKey(this, 'Sealed').key;
    return kmsKeyArn ? Key.fromKeyArn(this, 'Key', kmsKeyArn) : undefined;
  }

  /**
   * Without a key of the account's own it is not encrypted by KMS: CloudWatch cannot publish to a topic under `alias/aws/sns`, whose
   * policy nobody can change. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  private topic({ topicArn, emails }: Config, masterKey: IKey | undefined): ITopic {
    if (topicArn) return Topic.fromTopicArn(this, 'Diagnoses', topicArn);
    const topic = new Topic(this, 'Diagnoses', {
      displayName: 'Origin Responder',
      enforceSSL: true,
      ...(masterKey && { masterKey }),
    });
    for (const email of emails) topic.addSubscription(new EmailSubscription(email));
    topic.addToResourcePolicy(this.admitOwnAlarms(topic));
    return topic;
  }

  /** A topic with a policy of its own admits nobody that the policy does not name, CloudWatch included. */
  private admitOwnAlarms({ topicArn }: ITopic): PolicyStatement {
    const alarms = this.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PolicyStatement({
      sid: 'OwnAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topicArn],
      conditions: { ArnLike: { 'aws:SourceArn': alarms }, StringEquals: { 'aws:SourceAccount': this.account } },
    });
  }

  private output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}

function describe(region: string): string {
  return Token.isUnresolved(region) ? 'not set' : region;
}

/** A role has 64 characters. Other accounts trust it by its name, so that it must stay what it is. */
function roleNameOf(stackName: string): string {
  return `${stackName.slice(0, 55)}-function`;
}
