import { AwsError } from '../errors.ts';
import { isRecord } from '../wire/value.ts';

/** One message attribute as it was published. */
export type Attribute = {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
};

/** What the publisher asked for. */
export type Message = {
  readonly message: string;
  readonly subject: string | undefined;
  readonly structure: string | undefined;
  readonly attributes: Readonly<Record<string, Attribute>>;
};

/** Body and attributes together, in bytes. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;
/** A subject is shorter than this, without line breaks or control characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT_END = 100;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Throws what SNS would answer to a message that it does not take. */
export function checkMessage(published: Message): void {
  const { message, subject, attributes } = published;
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && (subject === '' || [...subject].length >= SUBJECT_END || CONTROL.test(subject))) {
    throw invalid('Subject');
  }
  for (const [name, attribute] of Object.entries(attributes)) checkAttribute(name, attribute);
  if (sizeOf(published) > MAX_MESSAGE_BYTES) throw invalid('Message too long');
}

/** The words for each protocol: one text for all, or with `MessageStructure: json` one a protocol and a `default`. */
export function wordsOf({ message, structure }: Message): Readonly<Record<string, unknown>> {
  if (structure === undefined) return { default: message };
  if (structure !== 'json') throw invalid('MessageStructure');
  let words: unknown;
  try {
    words = JSON.parse(message);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  if (!isRecord(words) || typeof words.default !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return words;
}

function sizeOf({ message, attributes }: Message): number {
  const parts = Object.entries(attributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) => {
    return [name, DataType, StringValue ?? Buffer.from(BinaryValue ?? '', 'base64')];
  });
  return [message, ...parts].reduce((total, part) => total + Buffer.byteLength(part), 0);
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: Attribute): void {
  const [type, value] = [DataType.split('.')[0] ?? '', DataType.startsWith('Binary') ? BinaryValue : StringValue];
  if (!/^(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/.test(name)) throw invalid(`message attribute name '${name}'`);
  if (!['String', 'Number', 'Binary'].includes(type)) {
    throw badValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (!value) {
    throw badValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (type === 'Number' && !/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)) throw badValue(`'${name}' is not a number.`);
}

function invalid(what: string): AwsError {
  return new AwsError(['InvalidParameter', 400], `Invalid parameter: ${what}`);
}

function badValue(message: string): AwsError {
  return new AwsError(['ParameterValueInvalid', 400], message);
}
