import { PublishCommand, type PublishCommandInput } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf } from './clients.ts';
import { ESTATE, TOPIC } from './estate.ts';

let account: Account;
beforeEach(async () => {
  account = await startAccount(ESTATE);
});
afterEach(() => account.close());

const publish = (input: Partial<PublishCommandInput>, region?: string) =>
  clientsOf(account, region).sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello', ...input }));
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('a published message', () => {
  test('reaches each subscriber in the words of its protocol', async () => {
    const words = { default: 'plain', email: 'Dear on-call, é', sqs: '{"json":1}', https: '{"chat":1}' };
    const { MessageId } = await publish({
      Subject: 'Certificate expired',
      MessageStructure: 'json',
      Message: JSON.stringify(words),
      MessageAttributes: { certainty: text('proven'), ruleId: text('certificate-expired') },
    });
    const [message] = account.published;
    expect(message).toMatchObject({
      topicArn: TOPIC,
      subject: 'Certificate expired',
      attributes: { certainty: 'proven', ruleId: 'certificate-expired' },
    });
    const [email, queue, bare, lambda, https] = message?.deliveries ?? [];
    expect(email).toMatchObject({ protocol: 'email', endpoint: 'oncall@shop.example', message: 'Dear on-call, é' });
    expect(email?.subject).toBe('Certificate expired');
    expect(email?.body).toMatch(/^Dear on-call, é\n\n--\nIf you wish to stop receiving/);
    expect(JSON.parse(queue?.body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: TOPIC,
      Subject: 'Certificate expired',
      Message: '{"json":1}',
      MessageAttributes: { certainty: { Type: 'String', Value: 'proven' } },
    });
    expect(bare?.body).toBe('{"json":1}');
    expect(JSON.parse(lambda?.body ?? '').Records[0]).toMatchObject({
      EventSource: 'aws:sns',
      Sns: { Message: 'plain', Subject: 'Certificate expired', UnsubscribeUrl: expect.any(String) },
    });
    expect(JSON.parse(https?.body ?? '').Message).toBe('{"chat":1}');
  });

  test('passes by a subscriber whose filter does not want it', async () => {
    await publish({ MessageAttributes: { certainty: text('likely') } });
    await publish({});
    expect(account.published.map(({ deliveries }) => deliveries.map(({ protocol }) => protocol))).toEqual([
      ['email', 'sqs', 'sqs', 'lambda'],
      ['email', 'sqs', 'sqs', 'lambda'],
    ]);
  });

  test('carries any text, through the form and back', async () => {
    const Message = 'a=b&c=d+e%20\r\n<é>\u{1F525}';
    await publish({ Message });
    expect(account.published[0]?.deliveries[0]?.message).toBe(Message);
  });
});

test('exactly the largest message is taken, attributes counted, and no byte more', async () => {
  const attributes = { MessageAttributes: { id: text('é') } };
  const room = 262_144 - Buffer.byteLength('idStringé');
  await publish({ ...attributes, Message: 'x'.repeat(room) });
  const error = await errorOf(publish({ ...attributes, Message: 'x'.repeat(room + 1) }));
  expect(error).toMatchObject({ name: 'InvalidParameterException', message: 'Invalid parameter: Message too long' });
  expect(account.published).toHaveLength(1);
});

test.each<[string, Partial<PublishCommandInput>, string, RegExp]>([
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'InvalidParameterException', /Subject/],
  ['a line break in the subject', { Subject: 'a\nb' }, 'InvalidParameterException', /Subject/],
  ['a control character in the subject', { Subject: 'a\u0007b' }, 'InvalidParameterException', /Subject/],
  ['an empty message', { Message: '' }, 'InvalidParameterException', /Empty message/],
  ['a structure that is no JSON', { MessageStructure: 'json' }, 'InvalidParameterException', /failed to parse/],
  [
    'a structure without default',
    { MessageStructure: 'json', Message: '{"email":"x"}' },
    'InvalidParameterException',
    /No default entry/,
  ],
  [
    'a default that is no text',
    { MessageStructure: 'json', Message: '{"default":1}' },
    'InvalidParameterException',
    /No default entry/,
  ],
  ['an unknown structure', { MessageStructure: 'xml' }, 'InvalidParameterException', /MessageStructure/],
  [
    'an empty attribute',
    { MessageAttributes: { a: text('') } },
    'InvalidParameterValueException',
    /must contain non-empty/,
  ],
  [
    'an attribute of no type',
    { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
    'InvalidParameterValueException',
    /invalid message attribute type/,
  ],
  ['a topic that is not there', { TopicArn: `${TOPIC}-gone` }, 'NotFoundException', /Topic does not exist/],
  ['something that is no topic', { TopicArn: 'origin-responder' }, 'InvalidParameterException', /TopicArn/],
])('%s is refused', async (_what, input, name, message) => {
  const error = await errorOf(publish(input));
  expect(error.name).toBe(name);
  expect(error.message).toMatch(message);
  expect(account.published).toEqual([]);
});

test('a subject of 99 characters is taken, beyond ASCII too', async () => {
  const Subject = `${'x'.repeat(97)}é\u{1F525}`;
  await publish({ Subject });
  expect(account.published[0]?.subject).toBe(Subject);
});

test('a topic is in its own region only', async () => {
  expect((await errorOf(publish({}, 'eu-west-1'))).name).toBe('NotFoundException');
});
