import type { Delivery } from '../account.ts';
import type { SubscriberFixture, TopicFixture } from '../fixture/topic.ts';
import { hexOf, regionOf } from '../names.ts';
import { type Attribute, type Message, wordsOf } from './checks.ts';

/** One accepted message on its way to one subscriber. */
type Parcel = {
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly messageId: string;
  readonly sentAt: string;
  readonly subject: string | undefined;
  readonly text: string;
  readonly attributes: Message['attributes'];
};

/** What every subscriber of the topic receives. Throws where a structured message has no words for all. */
export function deliveriesOf(topic: TopicFixture, message: Message, messageId: string, sentAt: string): Delivery[] {
  const words = wordsOf(message);
  const subscribers = (topic.subscribers ?? []).filter(
    (subscriber) => !subscriber.unconfirmed && wants(subscriber, message),
  );
  return subscribers.map((subscriber) => {
    const { protocol, endpoint } = subscriber;
    const own = words[protocol];
    const text = typeof own === 'string' ? own : String(words.default);
    const subscriptionArn = subscriptionArnOf(topic, subscriber);
    const { subject, attributes } = message;
    const parcel = { topicArn: topic.arn, subscriptionArn, messageId, sentAt, subject, text, attributes };
    const told = protocol === 'email' ? { subject: subject ?? 'AWS Notification Message' } : {};
    return { protocol, endpoint, ...told, message: text, body: bodyOf(subscriber, parcel) };
  });
}

/** The ARN that a confirmed subscription has. */
export function subscriptionArnOf({ arn }: TopicFixture, { protocol, endpoint }: SubscriberFixture): string {
  return `${arn}:${hexOf(`${protocol} ${endpoint}`, 32)}`;
}

function wants({ filter = {} }: SubscriberFixture, { attributes }: Message): boolean {
  return Object.entries(filter).every(([name, values]) => values.includes(attributes[name]?.StringValue ?? ''));
}

function bodyOf({ protocol, raw, endpoint }: SubscriberFixture, parcel: Parcel): string {
  if (protocol === 'email') return parcel.text + footerOf(parcel, endpoint);
  if (protocol === 'lambda') return JSON.stringify(lambdaEventOf(parcel));
  if (raw || protocol === 'sms') return parcel.text;
  return JSON.stringify(envelopeOf(parcel));
}

/** The lines that SNS puts under a mail. */
function footerOf(parcel: Parcel, endpoint: string): string {
  return [
    '',
    '',
    '--',
    'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
    `${serviceUrl(parcel)}/unsubscribe.html?SubscriptionArn=${parcel.subscriptionArn}&Endpoint=${endpoint}`,
    '',
    'Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support',
  ].join('\n');
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function envelopeOf(parcel: Parcel): Readonly<Record<string, unknown>> {
  return {
    Type: 'Notification',
    MessageId: parcel.messageId,
    TopicArn: parcel.topicArn,
    Subject: parcel.subject,
    Message: parcel.text,
    Timestamp: parcel.sentAt,
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `${serviceUrl(parcel)}/SimpleNotificationService-0123456789abcdef.pem`,
    UnsubscribeURL: `${serviceUrl(parcel)}/?Action=Unsubscribe&SubscriptionArn=${parcel.subscriptionArn}`,
    MessageAttributes: Object.keys(parcel.attributes).length > 0 ? attributesOf(parcel) : undefined,
  };
}

/** Lambda spells the URLs in another way. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function lambdaEventOf(parcel: Parcel): unknown {
  const { SigningCertURL, UnsubscribeURL, ...envelope } = envelopeOf(parcel);
  const attributes = { MessageAttributes: attributesOf(parcel), Subject: parcel.subject ?? null };
  const sns = { ...envelope, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, ...attributes };
  const subscription = { EventVersion: '1.0', EventSubscriptionArn: parcel.subscriptionArn, EventSource: 'aws:sns' };
  return { Records: [{ ...subscription, Sns: sns }] };
}

function attributesOf({ attributes }: Parcel): unknown {
  const told = ({ DataType, StringValue, BinaryValue }: Attribute) => ({
    Type: DataType,
    Value: StringValue ?? BinaryValue,
  });
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, told(attribute)]));
}

function serviceUrl({ topicArn }: Parcel): string {
  return `https://sns.${regionOf(topicArn)}.amazonaws.com`;
}
