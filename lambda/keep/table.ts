import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsSettings } from '../model/world.ts';
import { patience } from '../patience.ts';
import { keeping } from './keeping.ts';

/** The responder's table: its string key is `id`, and `expiresAt` (seconds) ends an item. */
export type Table = {
  readonly name: string;
  /** As whom it is spoken to. */
  readonly settings: AwsSettings;
  /** How long one answer may take, in milliseconds. */
  readonly answerMs?: number;
  /** When it is asked no more. */
  readonly ending?: AbortSignal;
};

/** An item as DynamoDB tells it; `{}` where there is none. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** One write. Names in the expressions are our own, and none is a reserved word. Lists are sets of strings, never empty. */
export type Change = {
  readonly update: string;
  readonly condition?: string;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
};

/** The stack stands there, and its table with it. */
const REGION = 'us-east-1';

/**
 * Where memory fails, people are told without it: so it is asked more often than a look-up. Each time it has long enough for a
 * function that is busy with ten alarms to hear the answer, and all of them leave room for the diagnosis.
 */
const ATTEMPTS = { failed: 5, throttled: 12 } as const;
const ANSWER_MS = 5_000;

/** Answers that one question may take, repetitions included: a table that is silent must not hold up the alarm. */
const ANSWERS = 2;

/**
 * Writes one item if the condition holds. Answers the item after the write, or before it where `told` says so; undefined
 * where the condition does not hold. Throws what DynamoDB answers otherwise.
 */
export async function change(
  table: Table,
  id: string,
  { update, condition, values }: Change,
  told: 'ALL_NEW' | 'ALL_OLD' = 'ALL_NEW',
): Promise<Item | undefined> {
  const { sdk, client } = await dynamoOf(table);
  const command = new sdk.UpdateItemCommand({
    TableName: table.name,
    Key: { id: { S: id } },
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([key, one]) => [key, written(one)])),
    ReturnValues: told,
  });
  try {
    const { Attributes } = await inTime(table, (abortSignal) => client.send(command, { abortSignal }));
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

/** Reads one item as it is after every write that has been answered; `{}` where there is none. */
export async function read(table: Table, id: string): Promise<Item> {
  const { sdk, client } = await dynamoOf(table);
  const command = new sdk.GetItemCommand({ TableName: table.name, Key: { id: { S: id } }, ConsistentRead: true });
  const { Item: item } = await inTime(table, (abortSignal) => client.send(command, { abortSignal }));
  return item ?? {};
}

/** The time is let go of as soon as there is an answer: a batch asks a hundred times. */
async function inTime<T>(
  { answerMs = ANSWER_MS, ending }: Table,
  ask: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), answerMs * ANSWERS);
  try {
    return await ask(ending ? AbortSignal.any([late.signal, ending]) : late.signal);
  } finally {
    clearTimeout(timer);
  }
}

function written(value: string | number | readonly string[]): AttributeValue {
  if (typeof value === 'string') return { S: value };
  return typeof value === 'number' ? { N: String(value) } : { SS: [...value] };
}

/** When an item may go, in seconds as DynamoDB wants it: so many days after `now` (milliseconds). */
export function expiry(now: number, days: number): number {
  return Math.floor(now / 1_000) + days * 86_400;
}

type Dynamo = { readonly sdk: typeof import('./dynamodb.ts'); readonly client: DynamoDBClient };

const keep = keeping<Dynamo>();

function dynamoOf(table: Table): Promise<Dynamo> {
  return keep(table.settings, () => makeClient(table));
}

async function makeClient({ settings, answerMs = ANSWER_MS }: Table): Promise<Dynamo> {
  const sdk = await import('./dynamodb.ts');
  const retryStrategy = patience(ATTEMPTS, Math.random);
  const requestHandler = { connectionTimeout: 2_000, requestTimeout: answerMs, throwOnRequestTimeout: true };
  return {
    sdk,
    client: new sdk.DynamoDBClient({ ...settings, region: REGION, retryStrategy, requestHandler }),
  };
}
