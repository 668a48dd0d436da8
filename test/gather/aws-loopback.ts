import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsSettings } from '../../lambda/model/world.ts';

/** One call as it came over the wire. `action` is the operation's name, `input` its parameters: JSON, or the form of a Query call. */
export type Call = {
  readonly service: string;
  readonly region: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** What the wire says back; `undefined` leaves the call unanswered. */
export type Reply = { readonly status?: number; readonly body: string; readonly type?: string };

export type Loopback = {
  readonly settings: AwsSettings;
  readonly calls: Call[];
  /** How many TCP connections were made since the last `answer`. */
  connections(): number;
  /** The next answers come from here. */
  answer(next: (call: Call) => Reply | undefined): void;
  close(): Promise<void>;
};

/** A loopback port that speaks AWS's wire formats: Query with XML (ELB, SNS) and JSON 1.1 (ACM). */
export async function startLoopback(): Promise<Loopback> {
  const calls: Call[] = [];
  let connections = 0;
  let next: (call: Call) => Reply | undefined = () => undefined;
  const server = createServer((request, response) => {
    // The tests have a time of their own.
    response.sendDate = false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const call = readCall(request.headers, Buffer.concat(chunks).toString());
      calls.push(call);
      const reply = next(call);
      if (!reply) return;
      response.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'text/xml' }).end(reply.body);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    settings: {
      endpoint: `http://127.0.0.1:${portOf(server)}`,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    },
    calls,
    connections: () => connections,
    answer: (reply) => {
      calls.length = 0;
      connections = 0;
      next = reply;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function readCall(headers: NodeJS.Dict<string | string[]>, body: string): Call {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(`${headers.authorization}`) ?? [];
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { service, region, action: target.split('.')[1] ?? '', input: JSON.parse(body) };
  const { Action = '', ...input } = Object.fromEntries(new URLSearchParams(body));
  return { service, region, action: Action, input };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/** A successful Query answer. */
export function xml(action: string, result: string): Reply {
  return {
    body: `<${action}Response xmlns="http://example.com/doc/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** An error of the Query protocol. */
export function xmlError(status: number, code: string, message = 'no'): Reply {
  return {
    status,
    body: `<ErrorResponse xmlns="http://example.com/doc/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  };
}

/** A successful JSON 1.1 answer. */
export function json(body: unknown): Reply {
  return { body: JSON.stringify(body), type: 'application/x-amz-json-1.1' };
}

/** An error of the JSON 1.1 protocol. */
export function jsonError(status: number, code: string, message = 'no'): Reply {
  return { status, body: JSON.stringify({ __type: code, message }), type: 'application/x-amz-json-1.1' };
}
