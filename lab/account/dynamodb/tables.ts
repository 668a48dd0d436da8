import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { Wire } from '../wire/value.ts';

type Named = { readonly TableName: string };

/** DynamoDB with the account's tables: a real server of its wire protocol, not a stand-in. */
export type Tables = {
  /** Hands one call on, parameters as they came; throws `AwsError` with what DynamoDB answers. */
  ask(operation: string, parameters: Named): Promise<Wire>;
  close(): Promise<void>;
};

const TARGET = 'DynamoDB_20120810';

/** It looks at the form of a signature, not at what was signed. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20261123T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
};

/** Opens the account's tables, each with the string key `id`; an account without tables starts nothing. */
export async function startTables(names: readonly string[]): Promise<Tables> {
  if (names.length === 0) return NONE;
  endpoint ??= startServer();
  const at = await endpoint;
  const account = randomUUID();
  const own = (parameters: Named) => ({ ...parameters, TableName: `${account}.${parameters.TableName}` });
  for (const TableName of names) await send(at, 'CreateTable', own({ TableName, ...BY_ID }));
  const close = async () => {
    for (const TableName of names) await send(at, 'DeleteTable', own({ TableName }));
  };
  return { ask: (operation, parameters) => send(at, operation, own(parameters)), close };
}

/** One server for all accounts of a process, whose tables have names of their own; it ends with the process. */
let endpoint: Promise<string> | undefined;

async function startServer(): Promise<string> {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.on('connection', (socket) => socket.unref());
  return listen(server.unref());
}

const NONE: Tables = {
  ask: async () => {
    throw new AwsError(['ResourceNotFoundException', 400], 'Requested resource not found');
  },
  close: async () => {},
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
