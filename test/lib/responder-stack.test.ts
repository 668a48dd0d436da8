import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LOG_READS, RESPONDER_READS, RESPONDER_WRITES } from '../../lambda/contract.ts';
import { CLOUDFRONT_ALARMS } from '../../lib/alarm-pattern.ts';
import { type Config, CREATE } from '../../lib/config.ts';
import { ConfigError } from '../../lib/context.ts';
import { ResponderStack } from '../../lib/responder-stack.ts';
import { matches } from './event-pattern.ts';

const ENV = { account: '111122223333', region: 'us-east-1' };

function template(config: Partial<Config> = {}): Template {
  return Template.fromStack(
    new ResponderStack(new App(), 'T', { env: ENV, config: { emails: [], alarms: { kind: 'none' }, ...config } }),
  );
}

/** Text with references in it, the partition filled in. */
function joined(value: string | { readonly 'Fn::Join': readonly [string, readonly (string | object)[]] }): string {
  if (typeof value === 'string') return value;
  return value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'aws')).join('');
}

/** A statement as it would be written by hand: no references, actions in order, whatever its name. */
function plain({
  Sid: _,
  Action,
  ...rest
}: {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
}): object {
  const filled = JSON.stringify(rest, (_key, value) => (value?.['Fn::Join'] ? joined(value) : value));
  return { ...JSON.parse(filled), Action: [Action].flat().sort() };
}

/** The roles that the function may assume. */
function assumed(stack: Template): string[] {
  const policies = Object.values(stack.findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) =>
    policy.Properties.PolicyDocument.Statement.flatMap(
      (one: { Action: string; Resource: Parameters<typeof joined>[0] }) =>
        one.Action === 'sts:AssumeRole' ? [joined(one.Resource)] : [],
    ),
  );
}

describe('the stack', () => {
  test('alarms go through a queue to a Node 24 function on arm64', () => {
    const stack = template();
    stack.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'respond.handler',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
      Environment: {
        Variables: {
          TOPIC_ARN: Match.anyValue(),
          TABLE_NAME: Match.anyValue(),
          NODE_OPTIONS: Match.stringLikeRegexp('semi-space-size=8'),
        },
      },
    });
    stack.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    stack.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
  });

  test('the function may do exactly what the contract says, its log and its queue aside', () => {
    const policies = Object.values(template().findResources('AWS::IAM::Policy'));
    const actions = policies.flatMap((policy) =>
      policy.Properties.PolicyDocument.Statement.flatMap((one: { Action: string | string[] }) => one.Action),
    );
    const own = actions.filter((action: string) => !/^(logs:(Create|Put)|sqs:|iam:PassRole$)/.test(action));
    expect(own.sort()).toEqual([...RESPONDER_READS, ...RESPONDER_WRITES].map(({ action }) => action).sort());
    expect(actions.some((action: string) => action.includes('*'))).toBe(false);
  });

  test('no other account may be looked into unless one is configured', () => {
    expect(assumed(template())).toEqual([]);
    expect(JSON.stringify(template().findResources('AWS::Lambda::Function'))).not.toContain('MEMBER_ROLES');
  });

  test('accounts to look into: exactly their roles, in the policy and for the function', () => {
    const members = { roles: { '444455556666': 'Reader' }, externalId: 'between-us' };
    const stack = template({ members });
    const arn = 'arn:aws:iam::444455556666:role/Reader';
    const [environment] = Object.values(stack.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment.Variables.MEMBER_ROLES,
    );
    const told = JSON.parse(joined(environment));
    expect(told).toEqual({ byAccount: { '444455556666': arn }, externalId: 'between-us' });
    expect(assumed(stack)).toEqual([arn]);
    expect(assumed(template({ members: { roleName: 'Reader', roles: {} } }))).toEqual(['arn:aws:iam::*:role/Reader']);
  });

  test('its role has a name that other accounts can trust', () => {
    template().hasResourceProperties('AWS::IAM::Role', { RoleName: 'T-function' });
    template().hasOutput('RoleArn', Match.anyValue());
  });

  test('Regions to look in are handed to the function', () => {
    template({ regions: ['eu-west-1', 'eu-central-1'] }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { TOPIC_ARN: Match.anyValue(), REGIONS: 'eu-west-1,eu-central-1' } },
    });
  });

  test('only where access logs are switched on may it read them, and is told so', () => {
    const reading = template({ logs: true });
    const policies = JSON.stringify(reading.findResources('AWS::IAM::Policy'));
    expect(LOG_READS.filter(({ action }) => !policies.includes(action))).toEqual([]);
    expect(policies).toContain('log-group:*');
    reading.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { LOGS: 'on' } } });
    expect(JSON.stringify(template().findResources('AWS::Lambda::Function'))).not.toContain('LOGS');
  });

  test('it publishes to its own topic only, and asks for nothing but its subscriptions', () => {
    template().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['sns:Publish', 'sns:ListSubscriptionsByTopic'],
            Resource: { Ref: Match.stringLikeRegexp('Diagnoses') },
          }),
        ]),
      },
    });
  });

  test('mail subscriptions, or an existing topic and none of our own', () => {
    template({ emails: ['a@example.com'] }).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'a@example.com',
    });
    template({ topicArn: 'arn:aws:sns:us-east-1:111122223333:on-call' }).resourceCountIs('AWS::SNS::Topic', 0);
  });

  test('any other region is refused', () => {
    const make = (region?: string) => () =>
      new ResponderStack(new App(), 'T', { env: { ...ENV, region }, config: { emails: [], alarms: { kind: 'none' } } });
    expect(make('eu-west-1')).toThrow(ConfigError);
    expect(make()).toThrow('us-east-1 only');
  });
});

describe('the memory', () => {
  test('is one table on demand, with an end for its items, encrypted, to be restored to any second', () => {
    template().hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
    });
  });

  /** CloudFormation keeps a resource from one version to the next by its logical id: another one would begin with an empty table. */
  test('stays the same table from one version to the next, and when the stack is removed', () => {
    const [[id, table] = []] = Object.entries(template().findResources('AWS::DynamoDB::GlobalTable'));
    expect(id).toBe('ResponderMemoryTable389B7B99');
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table?.Properties.TableName).toBeUndefined();
  });

  test('is the only table that the function may touch', () => {
    template().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('MemoryTable'), 'Arn'] },
          }),
        ]),
      },
    });
  });
});

describe('what is looked at again', () => {
  test('is scheduled in a group of its own, by a role that Scheduler alone may take, for this group alone', () => {
    const stack = template();
    stack.resourceCountIs('AWS::Scheduler::ScheduleGroup', 1);
    stack.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': '111122223333',
                'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('SchedulesGroup'), 'Arn'] },
              },
            },
          }),
        ],
      },
    });
  });

  test('its role may send to the queue and do nothing else', () => {
    const policies = Object.values(template().findResources('AWS::IAM::Policy'));
    const own = policies.filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('SchedulesRole'));
    expect(own.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: { 'Fn::GetAtt': [expect.stringMatching('ResponderAlarms'), 'Arn'] },
      },
    ]);
  });

  test('the function may create schedules in the group, and hand over that role, to Scheduler alone', () => {
    template().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'iam:PassRole',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('SchedulesRole'), 'Arn'] },
            Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
          }),
          Match.objectLike({ Action: 'scheduler:CreateSchedule' }),
        ]),
      },
    });
  });
});

describe('a key of the account’s own', () => {
  const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const keyed = () => template({ kmsKeyArn });
  const resources = (stack: Template, type: string) => Object.values(stack.findResources(type));

  test('encrypts both queues, the topic, the table and the log', () => {
    const stack = keyed();
    stack.resourcePropertiesCountIs('AWS::SQS::Queue', { KmsMasterKeyId: kmsKeyArn }, 2);
    stack.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: kmsKeyArn });
    stack.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: kmsKeyArn });
    stack.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [Match.objectLike({ SSESpecification: { KMSMasterKeyId: kmsKeyArn } })],
    });
  });

  test('is used by the function and by the role of its schedules through services alone', () => {
    const statements = resources(keyed(), 'AWS::IAM::Policy').flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    const via = (...services: string[]) => ({
      StringEquals: { 'kms:ViaService': services.map((one) => `${one}.us-east-1.amazonaws.com`) },
    });
    const onKey = statements.filter(({ Resource }) => Resource === kmsKeyArn);
    const all = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'];
    const named = (actions: readonly string[]) => actions.map((one) => `kms:${one}`);
    expect(onKey).toHaveLength(2);
    expect(onKey).toEqual(
      expect.arrayContaining([
        { Effect: 'Allow', Action: named(all), Resource: kmsKeyArn, Condition: via('dynamodb', 'sns', 'sqs') },
        {
          Effect: 'Allow',
          Action: named(['Decrypt', 'GenerateDataKey']),
          Resource: kmsKeyArn,
          Condition: via('sqs'),
        },
      ]),
    );
  });

  test('is made where asked for, outlives the stack, and has the very policy that is documented for a given one', () => {
    const stack = template({ kmsKeyArn: CREATE });
    const [made] = Object.entries(stack.findResources('AWS::KMS::Key'));
    const [id, key] = made ?? [];
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8');
    const documented = JSON.parse(/```json\n(\[[\s\S]*?\])\n```/.exec(page)?.[1] ?? '[]');
    expect(documented).toHaveLength(4);
    expect(key?.Properties.KeyPolicy.Statement.map(plain)).toEqual(documented.map(plain));
    stack.resourcePropertiesCountIs('AWS::SQS::Queue', { KmsMasterKeyId: { 'Fn::GetAtt': [id, 'Arn'] } }, 2);
    stack.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [id, 'Arn'] } });
  });

  test('without one, CloudWatch can publish to the topic all the same: it has no key that nobody can open to it', () => {
    const [topic] = resources(template(), 'AWS::SNS::Topic');
    expect(topic?.Properties.KmsMasterKeyId).toBeUndefined();
    template().resourcePropertiesCountIs('AWS::SQS::Queue', { SqsManagedSseEnabled: true }, 2);
  });
});

/** With and without a key: CDK's own target drops the condition where there is one. */
describe.each([{}, { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }])(
  'who may send to the queues: %j',
  (config) => {
    test('the two rules of the stack, over TLS, and nobody else', () => {
      const policies = Object.values(template(config).findResources('AWS::SQS::QueuePolicy'));
      expect(policies).toHaveLength(2);
      for (const { Properties } of policies) {
        const { Statement } = Properties.PolicyDocument;
        const rules = Statement.slice(1).map(({ Condition }: { Condition: object }) => JSON.stringify(Condition));
        expect(Statement[0]).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
        for (const one of Statement.slice(1)) {
          expect(one).toMatchObject({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching('^Responder'), 'Arn'] } },
            },
          });
        }
        expect(new Set(rules).size).toBe(3);
      }
    });
  },
);

describe('the canary', () => {
  test('comes once a day through the queue of the alarms, and where it cannot, lies with the dead letters', () => {
    template().hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 day)',
      EventPattern: Match.absent(),
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ResponderAlarms'), 'Arn'] },
          Input: '{"originResponder":"canary"}',
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ResponderDeadLetters'), 'Arn'] } },
        }),
      ],
    });
  });

  test('comes when CloudFormation is done with the stack, and with no other', () => {
    template().hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.cloudformation'],
        'detail-type': ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [{ Ref: 'AWS::StackId' }],
          'status-details': { status: Match.arrayWith(['CREATE_COMPLETE', 'UPDATE_COMPLETE']) },
        },
      },
      Targets: [Match.objectLike({ Input: '{"originResponder":"canary"}' })],
    });
  });
});

describe('alarms of its own', () => {
  test('none on CloudFront unless asked', () => {
    const watched = Object.values(template().findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties.Namespace,
    );
    expect([...new Set(watched)].sort()).toEqual(['AWS/Lambda', 'AWS/SQS', 'OriginResponder']);
  });

  test('all: one query over every distribution, three datapoints of five, missing data is no breach', () => {
    template({ alarms: { kind: 'all', threshold: 5 } }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      TreatMissingData: 'notBreaching',
      Threshold: 5,
      Metrics: [
        Match.objectLike({ Expression: Match.stringLikeRegexp('AVG\\("5xxErrorRate"\\).*GROUP BY DistributionId') }),
      ],
    });
  });

  test('listed: one for each, with both dimensions that CloudFront needs', () => {
    const stack = template({
      alarms: { kind: 'listed', distributionIds: ['E2EXAMPLE1234', 'E3EXAMPLE1234'], threshold: 1 },
    });
    stack.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/CloudFront' }, 2);
    stack.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [
        { Name: 'DistributionId', Value: 'E2EXAMPLE1234' },
        { Name: 'Region', Value: 'Global' },
      ],
    });
  });
});

describe('alarms on the responder itself', () => {
  const troubles = ['GivenUp', 'Errors', 'Throttles', 'Waiting', 'NotDiagnosed', 'Unconfirmed', 'Silent'];

  test('on everything that can be wrong with it, told to the same people', () => {
    const own = Object.entries(template().findResources('AWS::CloudWatch::Alarm'));
    expect(own.map(([id]) => troubles.find((one) => id.includes(`OwnAlarms${one}`))).sort()).toEqual(
      [...troubles].sort(),
    );
    for (const [, { Properties }] of own) {
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching('Diagnoses') }]);
      expect(Properties.TreatMissingData).toBe(Properties.MetricName === 'Heartbeat' ? 'breaching' : 'notBreaching');
    }
  });

  test('may publish to our topic, which admits nobody else of CloudWatch', () => {
    template().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': '111122223333' } }),
          }),
        ]),
      },
    });
  });

  test('stay silent where the topic is in another Region, which no alarm can reach', () => {
    const far = template({ topicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call' });
    for (const { Properties } of Object.values(far.findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmActions).toBeUndefined();
    }
  });

  test('on silence: no sign of life for 26 hours, which CloudWatch can look back on', () => {
    template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'OriginResponder',
      MetricName: 'Heartbeat',
      Dimensions: [{ Name: 'Function', Value: { Ref: Match.stringLikeRegexp('ResponderFunction') } }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    for (const { Properties } of Object.values(template().findResources('AWS::CloudWatch::Alarm'))) {
      const longest = Properties.Period >= 3_600 ? 604_800 : 86_400;
      expect(Properties.Period * Properties.EvaluationPeriods).toBeLessThanOrEqual(longest);
    }
  });

  test('never feed the responder', () => {
    const detail = (value: string) => ({
      state: { value },
      configuration: { metrics: [{ metricStat: { metric: { namespace: 'AWS/SQS' } } }] },
    });
    const pattern = { source: CLOUDFRONT_ALARMS.source ?? [], detail: CLOUDFRONT_ALARMS.detail ?? {} };
    for (const state of ['ALARM', 'OK']) {
      expect(matches(pattern, { source: 'aws.cloudwatch', detail: detail(state) })).toBe(false);
    }
  });
});

describe('which alarm events reach the function', () => {
  const event = (detail: object, type = 'CloudWatch Alarm State Change') => ({
    source: 'aws.cloudwatch',
    'detail-type': type,
    detail,
  });
  const pattern = (({ source, detailType, detail }) => ({ source, 'detail-type': detailType, detail }))(
    CLOUDFRONT_ALARMS,
  );
  const metric = (namespace: string) => ({
    metrics: [
      { id: 'e1', expression: 'm1*1' },
      { id: 'm1', metricStat: { metric: { namespace } } },
    ],
  });
  const state = { value: 'ALARM' };

  test.each([
    ['the way back to OK', event({ state: { value: 'OK' }, configuration: metric('AWS/CloudFront') })],
    ['a metric of CloudFront, also in metric math', event({ state, configuration: metric('AWS/CloudFront') })],
    [
      'a Metrics Insights query',
      event({
        state,
        configuration: {
          metrics: [{ expression: 'SELECT AVG("5xxErrorRate") FROM SCHEMA("AWS/CloudFront", DistributionId)' }],
        },
      }),
    ],
    ['a composite alarm', event({ state, configuration: { alarmRule: 'ALARM("a")' } })],
    [
      'a contributor',
      event(
        { state, alarmContributor: { id: '1', attributes: { DistributionId: 'E2EXAMPLE1234' } } },
        'CloudWatch Alarm Contributor State Change',
      ),
    ],
  ])('%s does', (_, one) => {
    expect(matches(pattern, one)).toBe(true);
  });

  test.each([
    ['another namespace', event({ state, configuration: metric('AWS/EC2') })],
    ['data that is missing', event({ state: { value: 'INSUFFICIENT_DATA' }, configuration: metric('AWS/CloudFront') })],
    ['the way back to OK of another namespace', event({ state: { value: 'OK' }, configuration: metric('AWS/SQS') })],
    [
      'a change of the alarm itself',
      event({ state, configuration: metric('AWS/CloudFront') }, 'CloudWatch Alarm Configuration Change'),
    ],
  ])('%s does not', (_, one) => {
    expect(matches(pattern, one)).toBe(false);
  });
});
