import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Envelope, envelope, MAX_MESSAGE_BYTES } from '../../lambda/keep/envelope.ts';
import { publish } from '../../lambda/keep/publish.ts';
import type { Report } from '../../lambda/model/report.ts';
import { type Loopback, startLoopback, xml, xmlError } from '../gather/aws-loopback.ts';

const REPORT: Report = {
  subject: 'Expired certificate on origin.example.com',
  text: 'The certificate expired.\nReplace it.\n',
  json: '{"schemaVersion":1}',
  attributes: {
    ruleId: 'certificate-expired',
    certainty: 'proven',
    distributionId: 'E1EXAMPLE',
    conclusion: 'root-cause',
    incidentId: '0a1b2c3d4e5f',
    kind: 'diagnosis',
  },
};
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:diagnoses';

const bodiesOf = ({ Message }: Envelope): Record<string, string> => JSON.parse(Message);

/** As SNS counts: the body, the subject, and each attribute's name, type and value. */
function size({ Subject, Message, MessageAttributes }: Envelope): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, one]) => [name, one.DataType, one.StringValue]);
  return [Subject, Message, ...attributes].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

const LONE_SURROGATE = /\p{Cs}/u;

describe('the envelope', () => {
  test('has the text for readers, the JSON for machines, and attributes to filter on', () => {
    const sealed = envelope(REPORT);
    const { text, json } = REPORT;
    expect(bodiesOf(sealed)).toEqual({
      default: text,
      email: text,
      https: text,
      http: text,
      sqs: json,
      lambda: json,
      firehose: json,
    });
    expect(sealed).toMatchObject({
      Subject: REPORT.subject,
      MessageStructure: 'json',
      MessageAttributes: {
        ruleId: { DataType: 'String', StringValue: 'certificate-expired' },
        certainty: { DataType: 'String', StringValue: 'proven' },
        distributionId: { DataType: 'String', StringValue: 'E1EXAMPLE' },
        conclusion: { DataType: 'String', StringValue: 'root-cause' },
        incidentId: { DataType: 'String', StringValue: '0a1b2c3d4e5f' },
        kind: { DataType: 'String', StringValue: 'diagnosis' },
      },
    });
  });

  test('an attribute without a value says none', () => {
    const { MessageAttributes } = envelope({
      ...REPORT,
      attributes: { ...REPORT.attributes, ruleId: '', distributionId: '' },
    });
    expect(MessageAttributes.ruleId.StringValue).toBe('none');
    expect(MessageAttributes.distributionId.StringValue).toBe('none');
  });

  test('what fits only once is sent once: every reader falls back on it, and nothing is cut', () => {
    const text = 'A line of the report.\n'.repeat(4_000);
    const sealed = envelope({ ...REPORT, text });
    expect(bodiesOf(sealed)).toEqual({ default: text, sqs: REPORT.json, lambda: REPORT.json, firehose: REPORT.json });
  });

  test('JSON that is too long becomes a summary, and the text stays whole', () => {
    const json = JSON.stringify({ schemaVersion: 1, long: 'x'.repeat(100_000) });
    const bodies = bodiesOf(envelope({ ...REPORT, json }));
    expect(bodies.default).toBe(REPORT.text);
    expect(JSON.parse(bodies.sqs ?? '')).toEqual({
      schemaVersion: 1,
      truncated: true,
      subject: REPORT.subject,
      ...REPORT.attributes,
    });
  });

  test('text that is too long is cut at the end of a line and says so', () => {
    const line = 'Ein Satz mit "Anführungszeichen" und 🔒.';
    const cut = bodiesOf(envelope({ ...REPORT, text: `${line}\n`.repeat(50_000) })).default ?? '';
    const [lines, said] = cut.split('\n\n(');
    expect(new Set(lines?.split('\n'))).toEqual(new Set([line]));
    expect(said).toMatch(/^Cut here: the rest does not fit/);
    expect(size(envelope({ ...REPORT, text: `${line}\n`.repeat(50_000) }))).toBeGreaterThan(MAX_MESSAGE_BYTES - 200);
  });

  test('a pair of surrogates is never split, wherever the cut falls', () => {
    for (const lead of ['', 'a', 'ab', 'abc', 'abcd', 'abcde']) {
      const cut = bodiesOf(envelope({ ...REPORT, text: lead + '🔒'.repeat(200_000) })).default ?? '';
      expect(cut).not.toMatch(LONE_SURROGATE);
      expect(cut).not.toContain('\uFFFD');
    }
  });

  test('a subject is one printable line of less than 100 characters', () => {
    const { Subject } = envelope({ ...REPORT, subject: `a\r\nBcc: x\u2028\u0000\u202E${'🔒'.repeat(80)}` });
    expect(Subject).toMatch(/^a Bcc: x 🔒+$/u);
    expect(Subject.length).toBeLessThan(100);
    expect(Subject).not.toMatch(LONE_SURROGATE);
    expect(envelope({ ...REPORT, subject: '\n \t' }).Subject).toBe('CloudFront 5xx: a diagnosis');
  });

  test('characters that SQS refuses do not reach it', () => {
    const { email, sqs } = bodiesOf(envelope({ ...REPORT, text: 'a\u0000\u001b[2Jb\uFFFE\uD800c', json: '"\uFFFF"' }));
    expect(email).toBe('a\uFFFD\uFFFD[2Jb\uFFFD\uFFFDc');
    expect(sqs).toBe('"\uFFFD"');
  });

  const awkward = fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '\u0000', 'é', '🔒', '\uD83D', '\uDD12', '\u2028', 'a', '<'),
    maxLength: 60,
  });
  const long = fc
    .tuple(awkward, fc.integer({ min: 0, max: 20_000 }))
    .map(([text, times]) => text.repeat(times).slice(0, 400_000));
  const reports = fc.record({
    subject: fc.oneof(awkward, long),
    text: long,
    json: long.map((value) => JSON.stringify({ value })),
    attributes: fc.record({
      ruleId: fc.oneof(awkward, long),
      certainty: fc.constantFrom('proven', 'likely', 'none'),
      distributionId: awkward,
      conclusion: fc.constantFrom('root-cause', 'origin-answered', 'no-fault-found', 'inconclusive'),
      incidentId: awkward,
      kind: fc.constantFrom('diagnosis', 'joined', 'back-again', 'changed', 'closed'),
    }),
  });

  test('whatever the report holds, SNS takes it', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const sealed = envelope(report);
        expect(size(sealed)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
        const bodies = bodiesOf(sealed);
        for (const machine of ['sqs', 'lambda', 'firehose'])
          expect(JSON.parse(bodies[machine] ?? '')).toBeInstanceOf(Object);
        expect(bodies.default).toBeTruthy();
        expect(bodies.default).not.toMatch(LONE_SURROGATE);
        expect(sealed.Subject).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,99}$/u);
        for (const { StringValue } of Object.values(sealed.MessageAttributes))
          expect(StringValue).toMatch(/^[^\p{Cs}]{1,256}$/u);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the call', () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback();
  });
  afterAll(() => loopback.close());

  const send = (topicArn = TOPIC) =>
    publish(REPORT, { topicArn, settings: loopback.settings }, AbortSignal.timeout(10_000));

  test('publishes to the topic, in the region of the topic', async () => {
    loopback.answer(() => xml('Publish', '<MessageId>1</MessageId>'));
    await send();
    expect(loopback.calls).toHaveLength(1);
    expect(loopback.calls[0]).toMatchObject({
      service: 'sns',
      region: 'eu-west-1',
      action: 'Publish',
      input: {
        TopicArn: TOPIC,
        Subject: REPORT.subject,
        MessageStructure: 'json',
        Message: envelope(REPORT).Message,
        'MessageAttributes.entry.1.Name': 'ruleId',
        'MessageAttributes.entry.1.Value.DataType': 'String',
        'MessageAttributes.entry.1.Value.StringValue': 'certificate-expired',
      },
    });
  });

  test('a topic in another region is written to there', async () => {
    loopback.answer(() => xml('Publish', '<MessageId>1</MessageId>'));
    await send('arn:aws-cn:sns:cn-north-1:111122223333:t');
    expect(loopback.calls[0]).toMatchObject({ region: 'cn-north-1' });
  });

  test('tries again when throttled, and fails loudly when it stays so', async () => {
    let asked = 0;
    loopback.answer(() => (++asked < 3 ? xmlError(429, 'Throttled') : xml('Publish', '<MessageId>1</MessageId>')));
    await send();
    expect(asked).toBe(3);
    loopback.answer(() => xmlError(403, 'AuthorizationError', 'no'));
    await expect(send()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });

  test.each(['', 'diagnoses', 'arn:aws:sqs:eu-west-1:111122223333:queue', `${TOPIC}.fifo`, `${TOPIC}:subscription-id`])(
    'says that %j is no topic, and sends nothing',
    async (topicArn) => {
      loopback.answer(() => xml('Publish', '<MessageId>1</MessageId>'));
      await expect(send(topicArn)).rejects.toThrow('wanted: arn:aws:sns:REGION:ACCOUNT:NAME');
      expect(loopback.calls).toEqual([]);
    },
  );
});
