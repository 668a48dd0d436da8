import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account, Published } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { SCHEDULE, shop, TABLE, TOPIC_ARN } from '../../lab/estate.ts';
import { eventBridge, sqs, type Transition } from '../../lab/events.ts';
import type { World } from '../../lambda/model/world.ts';
import { createHandler, type Handler } from '../../lambda/respond.ts';

/** When a stage's clock begins. */
export const BEGIN = Date.parse('2026-11-23T12:36:15.490Z');

export const MINUTE = 60_000;

/** A pretend account with many distributions before origins that come and go in DNS, and a clock that is moved by hand. */
export type Stage = {
  readonly account: Account;
  readonly world: World;
  readonly handle: Handler;
  readonly lines: Readonly<Record<string, unknown>>[];
  /** Names that DNS does not know; every other one is served by nobody. */
  readonly gone: Set<string>;
  /** Moves the clock. */
  pass(ms: number): void;
  /** Milliseconds of the stage's clock. */
  now(): number;
  /** `kind` of every message so far, in order. */
  kinds(): (string | undefined)[];
  last(): Published | undefined;
  close(): Promise<void>;
};

/** Ids of so many distributions: E0, E1, … as CloudFront would name them. */
export const idOf = (index: number): string => `E${String(index).padStart(13, 'A')}`;

export type Wanted = {
  readonly count?: number;
  /** The origin's name of each distribution. Default: they share one. */
  readonly originOf?: (index: number) => string;
  readonly more?: AccountFixture;
};

export const SHARED = 'origin.example.com';

/** Starts a stage on which every origin's name is gone. */
export async function startStage({ count = 1, originOf = () => SHARED, more = {} }: Wanted = {}): Promise<Stage> {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const account = await startAccount({
    distributions: indexes.map((index) =>
      shop({ id: idOf(index), origins: [{ id: 'web', domainName: originOf(index) }] }),
    ),
    topics: [
      {
        arn: TOPIC_ARN,
        subscribers: [
          { protocol: 'email', endpoint: 'a@example.com' },
          { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:d' },
        ],
      },
    ],
    tables: [TABLE],
    ...more,
  });
  const gone = new Set(indexes.map(originOf));
  const clock = { ms: BEGIN };
  const lines: Readonly<Record<string, unknown>>[] = [];
  const world = worldOf(account, gone, clock, lines);
  return {
    account,
    world,
    handle: createHandler(world),
    lines,
    gone,
    pass: (ms) => {
      clock.ms += ms;
    },
    now: () => clock.ms,
    kinds: () => account.published.map(({ attributes }) => attributes.kind),
    last: () => account.published.at(-1),
    close: () => account.close(),
  };
}

/** An origin whose name is known is at a private address, which is never dialled. */
function worldOf(account: Account, gone: Set<string>, clock: { ms: number }, lines: Stage['lines']): World {
  const missing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    now: () => new Date(clock.ms),
    resolver: {
      resolve4: (name) => (gone.has(name) ? missing('ENOTFOUND') : Promise.resolve(['10.0.0.7'])),
      resolve6: () => missing('ENODATA'),
      resolveCname: () => missing('ENODATA'),
      reverse: () => missing('ENOTFOUND'),
      resolveCaa: () => missing('ENODATA'),
      cancel: () => {},
    },
    dial: () => {
      throw new Error('nothing may be dialled');
    },
    trustAnchors: [],
    aws: { endpoint: account.endpoint, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' } },
    allowPrivateAddresses: false,
    topicArn: TOPIC_ARN,
    memory: { tableName: TABLE, schedule: SCHEDULE, answerMs: 60_000 },
    log: (line) => void lines.push(line),
  };
}

/** One alarm of its own for each distribution. */
export function transition(index: number, at: number, state: Transition['state'] = 'ALARM'): Transition {
  return { distributionId: idOf(index), alarmName: `alarm-${index}`, at: new Date(at).toISOString(), state };
}

/** A batch of one message for each transition. */
export function batch(...transitions: readonly Transition[]) {
  return sqs(transitions.map(eventBridge));
}

/** The text of a message, on one line. */
export function textOf(message: Published | undefined): string {
  return (message?.deliveries[0]?.message ?? '').replace(/\s+/g, ' ');
}

/** A way to an account that breaks off: the first so many requests pass, and no answer comes to any after them. */
export async function brokenWay(account: Account, passes: number, answersLast = true) {
  let left = passes;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      left -= 1;
      if (left < 0) return response.destroy();
      const headers = Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection', 'content-length'].includes(name),
      );
      const answer = await fetch(account.endpoint + request.url, {
        method: request.method ?? 'GET',
        headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
        ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
      });
      const body = await answer.text();
      if (left === 0 && !answersLast) return response.destroy();
      return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, close, isBroken: () => left < 0 };
}
