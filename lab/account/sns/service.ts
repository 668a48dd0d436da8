import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import type { SubscriberFixture, TopicFixture } from '../fixture/topic.ts';
import { regionOf } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { queryProtocol } from '../wire/query.ts';
import { checkMessage, type Message } from './checks.ts';
import { deliveriesOf, subscriptionArnOf } from './deliver.ts';

const ATTRIBUTE = v.strictObject({
  DataType: v.pipe(v.string(), v.nonEmpty()),
  StringValue: v.optional(v.string()),
  BinaryValue: v.optional(v.string()),
});

/** Publish, to a topic. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const publish = operation({
  input: v.strictObject({
    Message: v.string(),
    TopicArn: v.string(),
    Subject: v.optional(v.string()),
    MessageStructure: v.optional(v.string()),
    MessageAttributes: v.optional(v.record(v.string(), ATTRIBUTE), {}),
  }),
  resource: ({ TopicArn }) => TopicArn,
  answer: (input, { fixture, region, publish }): Answer => {
    if (!/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]{1,256}$/.test(input.TopicArn)) {
      throw new CommonError('invalid', 'Invalid parameter: TopicArn');
    }
    const topic = fixture.topics?.find(({ arn }) => arn === input.TopicArn && regionOf(arn) === region);
    if (!topic) throw new AwsError(['NotFound', 404], 'Topic does not exist');
    const message: Message = {
      message: input.Message,
      subject: input.Subject,
      structure: input.MessageStructure,
      attributes: input.MessageAttributes,
    };
    checkMessage(message);
    const messageId = randomUUID();
    const deliveries = deliveriesOf(topic, message, messageId, new Date().toISOString());
    const { subject } = message;
    publish({ topicArn: topic.arn, ...(subject && { subject }), attributes: valuesOf(message), deliveries });
    return { value: { MessageId: messageId } };
  },
});

/** ListSubscriptionsByTopic, 100 a page. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
const listSubscriptionsByTopic = operation({
  input: v.strictObject({ TopicArn: v.string(), NextToken: v.optional(v.string()) }),
  resource: ({ TopicArn }) => TopicArn,
  answer: ({ TopicArn, NextToken: token }, { fixture, region, accountId }): Answer => {
    const topic = fixture.topics?.find(({ arn }) => arn === TopicArn && regionOf(arn) === region);
    if (!topic) throw new AwsError(['NotFound', 404], 'Topic does not exist');
    const { items, next } = pageOf(topic.subscribers ?? [], { usual: 100, limit: fixture.pageSize, token });
    const Subscriptions = items.map((subscriber) => ({
      SubscriptionArn: subscriptionArn(topic, subscriber),
      Owner: accountId,
      Protocol: subscriber.protocol,
      Endpoint: subscriber.endpoint,
      TopicArn,
    }));
    return { value: { Subscriptions, NextToken: next } };
  },
});

/** One that nobody has confirmed has a word in its place. */
function subscriptionArn(topic: TopicFixture, subscriber: SubscriberFixture): string {
  return subscriber.unconfirmed ? 'PendingConfirmation' : subscriptionArnOf(topic, subscriber);
}

function valuesOf({ attributes }: Message): Readonly<Record<string, string>> {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, { StringValue, BinaryValue }]) => [name, StringValue ?? BinaryValue ?? '']),
  );
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['Publish', publish],
  ['ListSubscriptionsByTopic', listSubscriptionsByTopic],
]);

/** Amazon SNS, API version 2010-03-31. https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
export const SNS: Service = {
  scope: 'sns',
  name: 'sns',
  protocol: queryProtocol('http://sns.amazonaws.com/doc/2010-03-31/', '2010-03-31', {
    invalid: ['InvalidParameter', 400],
    denied: ['AuthorizationError', 403],
    throttled: ['Throttled', 429],
    failed: ['InternalError', 500],
  }),
  operations: OPERATIONS,
};
