import { Duration, Names } from 'aws-cdk-lib';
import { type IRule, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LOG_READS, RESPONDER_MEMBERS, RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';
import { CLOUDFRONT_ALARMS } from './alarm-pattern.ts';
import { Canary } from './canary.ts';
import { functionCode } from './function-code.ts';
import { statementsOf } from './grants.ts';
import { encryptedBy, KEPT_BY, KEY_ACTIONS, throughServices } from './key.ts';
import type { MemberAccounts } from './member-config.ts';
import { memberRoleArns, memberSettings } from './member-settings.ts';
import { Memory } from './memory.ts';
import { queueTarget } from './queue-target.ts';
import { Schedules } from './schedules.ts';

/** One diagnosis ends within 20 s by its own deadline; ten messages of a batch are worked on side by side. */
const TIMEOUT = Duration.seconds(60);

/** AWS: at least six times the function's timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY = Duration.seconds(6 * TIMEOUT.toSeconds());

/** Tries before a message goes to the dead-letter queue. */
const TRIES = 3;

/** Handlers at once: a storm of alarms must not take the account's concurrency. */
const CONCURRENCY = 10;

/** MiB. More memory is more CPU: TLS handshakes and imports are done sooner for the same money. */
const MEMORY_MIB = 512;

/**
 * A short burst of allocations must not grow the heap for the life of the function: the runtime would allow young objects 25 MiB
 * three times over, 5% of the memory each. https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
export const HEAP = '--max-semi-space-size=8 --max-old-space-size=384';

export type ResponderProps = {
  /** Where diagnoses go. Never the topic that feeds this function. */
  readonly topic: ITopic;
  /** Encrypts the queues, the table and the log; its policy must admit the services that write. Default: keys of AWS. */
  readonly key?: IKey;
  /** Where an origin's address is looked for whose Region reverse DNS does not tell; at most four. */
  readonly regions?: readonly string[];
  /** Whether it may read CloudFront's access logs in CloudWatch Logs. Default: no. */
  readonly logs?: boolean;
  /** Other accounts that it may look into; each needs a `MemberRole`. */
  readonly members?: MemberAccounts;
  /** The name of its role, which other accounts trust. Default: made by CloudFormation. */
  readonly roleName?: string;
};

/** Alarm events → queue → function → topic. Must stand in us-east-1; may be embedded in any stack there. */
export class Responder extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly function: LambdaFunction;
  readonly rule: IRule;
  readonly log: LogGroup;
  readonly role: Role;
  readonly memory: Memory;
  readonly schedules: Schedules;

  constructor(scope: Construct, id: string, props: ResponderProps) {
    super(scope, id);
    const { key } = props;
    const encryption = { ...encryptedBy(key), enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...encryption, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Alarms', {
      ...encryption,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    this.rule = new Rule(this, 'CloudFrontAlarms', {
      description: 'CloudWatch alarms that may be about CloudFront, on their way to Origin Responder',
      eventPattern: CLOUDFRONT_ALARMS,
      targets: [queueTarget({ queue: this.queue, deadLetters: this.deadLetters })],
    });
    new Canary(this, 'Canary', { queue: this.queue, deadLetters: this.deadLetters });
    this.log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, ...(key && { encryptionKey: key }) });
    this.memory = new Memory(this, 'Memory', { ...(key && { key }) });
    this.schedules = new Schedules(this, 'Schedules', { queue: this.queue, ...(key && { key }) });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(props.roleName && { roleName: props.roleName }),
    });
    this.log.grantWrite(this.role);
    this.role.addToPolicy(this.reading());
    this.function = this.makeFunction(props);
    if (key) this.function.addToRolePolicy(throughServices(key, KEPT_BY, KEY_ACTIONS));
    this.grant(props);
  }

  private makeFunction(props: ResponderProps): LambdaFunction {
    const made = new LambdaFunction(this, 'Function', {
      description: 'Origin Responder: finds out why a CloudFront origin fails and tells the people on call',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'respond.handler',
      code: Code.fromAsset(functionCode()),
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      environment: this.environment(props),
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.log,
      role: this.role,
    });
    made.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(this.queue.node)}`, {
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: CONCURRENCY,
    });
    return made;
  }

  /**
   * What Lambda does with the queue in the function's name. CDK's own event source grants the same, and beside it the right to
   * decrypt whatever else is under the queue's key. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  private reading(): PolicyStatement {
    const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
    return new PolicyStatement({
      actions: actions.map((action) => `sqs:${action}`),
      resources: [this.queue.queueArn],
    });
  }

  private environment({ topic, regions = [], logs, members }: ResponderProps): Record<string, string> {
    const { group, role } = this.schedules;
    return {
      TOPIC_ARN: topic.topicArn,
      TABLE_NAME: this.memory.table.tableName,
      SCHEDULE_GROUP: group.scheduleGroupName,
      SCHEDULE_ROLE_ARN: role.roleArn,
      QUEUE_ARN: this.queue.queueArn,
      NODE_OPTIONS: HEAP,
      ...(regions.length > 0 && { REGIONS: regions.join() }),
      ...(logs && { LOGS: 'on' }),
      ...memberSettings(this, members),
    };
  }

  private grant({ topic, logs, members }: ResponderProps): void {
    const allow = (one: PolicyStatement) => this.function.addToRolePolicy(one);
    this.schedules.grantPassRole(this.function);
    statementsOf(this, [...RESPONDER_READS, ...(logs ? LOG_READS : []), ...RESPONDER_WRITES], {
      '{topic}': topic.topicArn,
      '{table}': this.memory.table.tableArn,
      '{schedules}': this.schedules.group.scheduleGroupName,
    }).forEach(allow);
    for (const arn of memberRoleArns(this, members))
      statementsOf(this, RESPONDER_MEMBERS, { '{memberRole}': arn }).forEach(allow);
  }
}
