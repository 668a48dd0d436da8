import type { Report } from '../model/report.ts';

/** What SNS is given for one report, the topic aside. */
export type Envelope = {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageStructure: 'json';
  readonly MessageAttributes: { readonly [K in keyof Report['attributes']]: Attribute };
};

type Attribute = { readonly DataType: 'String'; readonly StringValue: string };

/** One message, its attributes counted, in bytes of UTF-8. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;

/** "Less than 100 characters", without line breaks or control characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 99;

/** Our own values are ids; longer ones are nobody's filter. */
const MAX_ATTRIBUTE = 256;

/** Who reads sentences, and who reads JSON. A protocol that is not named gets `default`. https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html */
const READERS = ['default', 'email', 'https', 'http'] as const;
const MACHINES = ['sqs', 'lambda', 'firehose'] as const;

const CUT_SENTENCE =
  '\n\n(Cut here: the rest does not fit into one message. `origin-responder` at a terminal shows all of it.)\n';

/**
 * Puts a report into the form that SNS wants, within its limit whatever the report holds. The first form that fits is taken:
 * everything; the text once, since every reader falls back on `default`; a summary for machines; the text cut as well.
 */
export function envelope(report: Report): Envelope {
  const Subject = subjectOf(report.subject);
  const MessageAttributes = attributesOf(report.attributes);
  const room = MAX_MESSAGE_BYTES - bytes(Subject) - attributeBytes(MessageAttributes);
  const text = deliverable(report.text) || Subject;
  const json = deliverable(report.json);
  const small = summary(Subject, MessageAttributes);
  const Message =
    bodies(text, json, READERS, room) ??
    bodies(text, json, ['default'], room) ??
    bodies(text, small, ['default'], room) ??
    shortened(text, small, room);
  return { Subject, Message, MessageStructure: 'json', MessageAttributes };
}

/** The message with a body for every reader and machine; nothing where it does not fit. */
function bodies(text: string, json: string, readers: readonly string[], room: number): string | undefined {
  if (text.length * readers.length + json.length * MACHINES.length > room) return undefined;
  const message = written(text, json, readers);
  return bytes(message) <= room ? message : undefined;
}

function written(text: string, json: string, readers: readonly string[]): string {
  const forReaders = readers.map((reader) => [reader, text]);
  return JSON.stringify(Object.fromEntries([...forReaders, ...MACHINES.map((machine) => [machine, json])]));
}

/** `json` is the summary, which is bounded by itself. */
function shortened(text: string, json: string, room: number): string {
  const left = room - bytes(written('', json, ['default']));
  return written(cutText(text, left), json, ['default']);
}

/** The machine form of a diagnosis that is too long. */
function summary(subject: string, attributes: Envelope['MessageAttributes']): string {
  const said = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
  return JSON.stringify({ schemaVersion: 1, truncated: true, subject, ...Object.fromEntries(said) });
}

/** Cuts text to `room` bytes of JSON, at the end of a line where one is near, and says that it did. */
function cutText(text: string, room: number): string {
  const left = room - escapedBytes(CUT_SENTENCE);
  let [low, high] = [0, Math.min(text.length, left)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (escapedBytes(text.slice(0, middle)) <= left) low = middle;
    else high = middle - 1;
  }
  const line = text.lastIndexOf('\n', low);
  return whole(text.slice(0, line > low / 2 ? line : low)) + CUT_SENTENCE;
}

/** Without the half of a surrogate pair at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}

function subjectOf(subject: string): string {
  const line = subject.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]+/gu, ' ').trim();
  return whole(line.slice(0, MAX_SUBJECT)).trim() || 'CloudFront 5xx: a diagnosis';
}

/** An attribute must not be empty. */
function attributesOf(attributes: Report['attributes']): Envelope['MessageAttributes'] {
  const { ruleId, certainty, distributionId, conclusion, incidentId, kind, repeat } = attributes;
  return {
    ruleId: attribute(ruleId),
    certainty: attribute(certainty),
    distributionId: attribute(distributionId),
    conclusion: attribute(conclusion),
    incidentId: attribute(incidentId),
    kind: attribute(kind),
    ...(repeat && { repeat: attribute(repeat) }),
  };
}

function attribute(value: string): Attribute {
  return { DataType: 'String', StringValue: whole(deliverable(value).slice(0, MAX_ATTRIBUTE)) || 'none' };
}

/** SQS refuses a body with any other character, and the message would be lost on the way. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function deliverable(text: string): string {
  return text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

function attributeBytes(attributes: Envelope['MessageAttributes']): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + bytes(name) + bytes(DataType) + bytes(StringValue),
    0,
  );
}

/** Bytes that `text` takes inside a JSON string. */
function escapedBytes(text: string): number {
  return bytes(JSON.stringify(text)) - 2;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
