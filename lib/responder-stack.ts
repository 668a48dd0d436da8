import { CfnOutput, Stack, type StackProps, Token } from 'aws-cdk-lib';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { CloudFrontAlarms } from './alarms.ts';
import { type Config, ConfigError, REGION } from './config.ts';
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
    const topic = this.topic(props.config);
    const responder = new Responder(this, 'Responder', { topic });
    new CloudFrontAlarms(this, 'Alarms', { choice: props.config.alarms });
    this.output({
      TopicArn: topic.topicArn,
      FunctionName: responder.function.functionName,
      DeadLetterQueueUrl: responder.deadLetters.queueUrl,
    });
  }

  private topic({ topicArn, emails }: Config): ITopic {
    if (topicArn) return Topic.fromTopicArn(this, 'Diagnoses', topicArn);
    const topic = new Topic(this, 'Diagnoses', { displayName: 'Origin Responder', enforceSSL: true });
    for (const email of emails) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  private output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}

function describe(region: string): string {
  return Token.isUnresolved(region) ? 'not set' : region;
}
