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
  const desk = new Desk();
  const server = createServer((request, response) => void desk.serve(request, response));
  const { port, close } = await listen(server, '127.0.0.1');
  return {
    address: `127.0.0.1:${port}`,
    invoke: (event) => desk.offer(event),
    drop: () => desk.clear(),
    close,
  };
}

/** Where one invocation at a time waits for the function, and the function for it. */
class Desk {
  #offered: Invocation | undefined;
  #underWay: Invocation | undefined;
  #waiting: ServerResponse | undefined;

  offer(event: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#offered = { id: randomUUID(), event, settle: { resolve, reject } };
      this.#hand();
    });
  }

  clear(): void {
    [this.#offered, this.#underWay, this.#waiting] = [undefined, undefined, undefined];
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      this.#waiting = response;
      return this.#hand();
    }
    const body = await textOf(request).catch(() => undefined);
    response.writeHead(202).end();
    const done = this.#underWay;
    if (body === undefined || !done || !request.url?.includes(done.id)) return;
    this.#underWay = undefined;
    if (request.url.endsWith('/response')) done.settle.resolve(JSON.parse(body));
    else done.settle.reject(new Error(body));
  }

  #hand(): void {
    if (!this.#offered || !this.#waiting || this.#waiting.destroyed) return;
    [this.#underWay, this.#offered] = [this.#offered, undefined];
    const headers = { 'lambda-runtime-aws-request-id': this.#underWay.id };
    this.#waiting.writeHead(200, headers).end(JSON.stringify(this.#underWay.event));
    this.#waiting = undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
