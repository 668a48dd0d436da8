import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Account, Published, Scheduled } from './account.ts';
import { answer, type House, MAX_BODY_BYTES, type Room } from './answer.ts';
import { startTables } from './dynamodb/tables.ts';
import { armFaults } from './faults.ts';
import type { AccountFixture } from './fixture.ts';
import { openLedger } from './ledger.ts';
import { ACTIONS, iamAction } from './services.ts';
import { accessKeyOf } from './sts/service.ts';
import type { Reply, Request } from './wire/protocol.ts';

/** Starts a pretend AWS account on a loopback port. Throws where the fixture names an operation that it does not have. */
export async function startAccount(fixture: AccountFixture): Promise<Account> {
  const published: Published[] = [];
  const schedules: Scheduled[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const armed = (held: AccountFixture) => ({ held, faults: armFaults(held, [...ACTIONS, ...ACTIONS.map(iamAction)]) });
  const own = armed(fixture);
  const others = (fixture.members ?? []).map(armed);
  const tables = await startTables(fixture.tables ?? []);
  const ways: Ways = { publish: (message) => published.push(message), schedules, tables: tables.ask };
  const roomOf = ({ held, faults }: typeof own): Room => ({ context: contextOf(held, ways), faults });
  const members = new Map(others.map((one) => [accessKeyOf(one.held.accountId ?? ''), roomOf(one)]));
  const house: House = { ...roomOf(own), members, ledger: openLedger(), closing: closing.signal };
  const server = createServer((request, response) => {
    serve(request, response, house).catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: house.ledger.calls,
    published,
    schedules,
    close: async () => {
      closing.abort();
      await close(server);
      await tables.close();
    },
  };
}

type Ways = Pick<House['context'], 'publish' | 'schedules' | 'tables'>;

function contextOf(fixture: AccountFixture, ways: Ways): House['context'] {
  const { accountId = '111122223333', partition = 'aws' } = fixture;
  return { fixture, accountId, partition, ...ways };
}

async function serve(incoming: IncomingMessage, response: ServerResponse, house: House): Promise<void> {
  const body = await readBody(incoming);
  const reply = await answer(requestOf(incoming, body), house);
  if (reply) send(response, reply, house.context.fixture);
}

/** Reads it to its end, and keeps enough to see that it is too long. */
async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    const chunk = Buffer.from(part);
    if (bytes <= MAX_BODY_BYTES) parts.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(parts).toString('utf8');
}

function requestOf({ method = '', url = '', headers }: IncomingMessage, body: string): Request {
  const [path = '', ...rest] = url.split('?');
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { method, path, query: new URLSearchParams(rest.join('?')), headers: Object.fromEntries(flat), body };
}

function send(response: ServerResponse, { status, headers, body }: Reply, { clockAheadSeconds }: AccountFixture): void {
  response.sendDate = false;
  if (clockAheadSeconds !== undefined)
    response.setHeader('date', new Date(Date.now() + clockAheadSeconds * 1000).toUTCString());
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** Ends what is open, waiting answers too. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
