import type { Server } from 'node:http';
import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { Wire } from '../wire/value.ts';

/** DynamoDB with the account's tables: a real server of its wire protocol, not a stand-in. */
export type Tables = {
  /** Hands one call on, parameters as they came; throws `AwsError` with what DynamoDB answers. */
  ask(operation: string, parameters: unknown): Promise<Wire>;
  close(): void;
};

const TARGET = 'DynamoDB_20120810';

/** It looks at the form of a signature, not at what was signed. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20261123T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
};

/** Starts it with these tables, each with the string key `id`; an account without tables starts nothing. */
export async function startTables(names: readonly string[]): Promise<Tables> {
  if (names.length === 0) return NONE;
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0 });
  const endpoint = await listen(server);
  const ask = (operation: string, parameters: unknown) => send(endpoint, operation, parameters);
  for (const TableName of names) await ask('CreateTable', { TableName, ...BY_ID });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { ask, close };
}

const NONE: Tables = {
  ask: async () => {
    throw new AwsError(['ResourceNotFoundException', 400], 'Requested resource not found');
  },
  close: () => {},
};

const BY_ID = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}

const Refusal = v.object({ __type: v.string(), message: v.optional(v.string(), '') });

async function send(endpoint: string, operation: string, parameters: unknown): Promise<Wire> {
  const headers = { ...HEADERS, 'x-amz-target': `${TARGET}.${operation}` };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(parameters) });
  const answer = JSON.parse(await response.text());
  if (response.ok) return answer;
  const { __type: type, message } = v.parse(Refusal, answer);
  throw new AwsError([type.split('#').at(-1) ?? type, response.status], message);
}
