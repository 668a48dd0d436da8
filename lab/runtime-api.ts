import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './loopback.ts';

/** A local Lambda Runtime API: hands out invocations one at a time. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export type RuntimeApi = {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Answers what the function returned; rejects with its error. It never settles where the function dies first. */
  invoke(event: unknown): Promise<unknown>;
  /** Forgets the invocation that is under way, as Lambda does when a sandbox is gone. */
  drop(): void;
  close(): Promise<void>;
};

type Invocation = {
  readonly id: string;
  readonly event: unknown;
  readonly settle: { resolve(value: unknown): void; reject(error: Error): void };
};

/** Starts it on loopback. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  let offered: Invocation | undefined;
  let underWay: Invocation | undefined;
  let waiting: ServerResponse | undefined;
  const hand = () => {
    if (!offered || !waiting || waiting.destroyed) return;
    [underWay, offered] = [offered, undefined];
    const body = JSON.stringify(underWay.event);
    waiting.writeHead(200, { 'lambda-runtime-aws-request-id': underWay.id }).end(body);
    waiting = undefined;
  };
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      waiting = response;
      return hand();
    }
    const body = await textOf(request).catch(() => undefined);
    response.writeHead(202).end();
    if (body === undefined || !underWay || !request.url?.includes(underWay.id)) return;
    const { settle } = underWay;
    underWay = undefined;
    if (request.url.endsWith('/response')) settle.resolve(JSON.parse(body));
    else settle.reject(new Error(body));
  });
  const { port, close } = await listen(server, '127.0.0.1');
  return {
    address: `127.0.0.1:${port}`,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        offered = { id: randomUUID(), event, settle: { resolve, reject } };
        hand();
      }),
    drop: () => {
      [offered, underWay, waiting] = [undefined, undefined, undefined];
    },
    close,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
