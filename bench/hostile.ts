import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startAccount } from '../lab/account/server.ts';
import type { Staging } from '../lab/case.ts';
import { shop, TOPIC_ARN } from '../lab/estate.ts';
import { startWorld } from '../lab/world.ts';
import { HEAP } from '../lib/responder.ts';
import type { Figure } from './figure.ts';
import type { Outside, Took } from './hostile-handler.ts';
import type { Hostile } from './hostile-servers.ts';

const SERVERS = fileURLToPath(new URL('./hostile-servers.ts', import.meta.url));
const HANDLER = fileURLToPath(new URL('./hostile-handler.ts', import.meta.url));

const COUNT = 32;

/** What the handler gives one distribution's evidence. */
const DEADLINE_MS = 20_000;

const MOST_ABOVE_IDLE_MIB = 64;

/**
 * One distribution with 32 origins that all mean harm, eight kinds of them. Servers, account and DNS stand in other processes than
 * the handler: what is measured is its memory alone, with the heap that the stack gives the function and its clients loaded.
 */
export async function hostileFigures(): Promise<Figure[]> {
  const servers = fork(SERVERS);
  const { root, ports } = await told<Hostile>(servers);
  const staging = besieged(Object.values(ports));
  const account = await startAccount(staging.account);
  const circumstances = { endpoint: account.endpoint, trustAnchor: root, now: new Date(), ...SILENT };
  const stage = await startWorld(staging, circumstances);
  const handler = fork(HANDLER, { execArgv: [...process.execArgv, ...HEAP.split(' ')] });
  const outside: Outside = {
    whereabouts: stage.whereabouts,
    endpoint: account.endpoint,
    trustAnchor: root,
    limits: staging.limits ?? {},
  };
  handler.send(outside);
  await told(handler);
  const first = await asked(handler);
  const second = await asked(handler);
  for (const child of [handler, servers]) child.disconnect();
  await Promise.all([stage.close(), account.close()]);
  return figuresOf(first, second);
}

const SILENT = { onEvidence: () => {}, log: () => {} };

function figuresOf(first: Took, second: Took): Figure[] {
  return [
    { what: 'wall', value: Math.max(first.wall, second.wall), unit: 'ms', limit: DEADLINE_MS },
    { what: 'peak memory above idle, first alarm', value: first.aboveMiB, unit: 'MiB', limit: MOST_ABOVE_IDLE_MIB },
    { what: 'peak memory above idle, second alarm', value: second.aboveMiB, unit: 'MiB', limit: MOST_ABOVE_IDLE_MIB },
    {
      what: 'origins that were not seen',
      value: 2 * COUNT - first.dialled - second.dialled,
      unit: 'origins',
      limit: 0,
    },
    { what: 'connections made', value: second.made, unit: 'sockets' },
    { what: 'connections left open', value: second.open, unit: 'sockets', limit: 0 },
  ];
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: T) => resolve(message));
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
  });
}

function asked(handler: ChildProcess): Promise<Took> {
  const answer = told<Took>(handler);
  handler.send('run');
  return answer;
}

const NUMBERS = Array.from({ length: COUNT }, (_, n) => n);

function besieged(ports: readonly number[]): Staging {
  const serve = (n: number) => async () => ({
    host: '127.0.0.1',
    port: ports[n % ports.length] ?? 0,
    close: async () => {},
  });
  return {
    limits: { handshakeMs: 2_000, answerMs: 2_000 },
    dns: Object.fromEntries(NUMBERS.map((n) => [`origin${n}.example.com`, { a: [`203.0.113.${n + 1}`] }])),
    origins: NUMBERS.map((n) => ({ at: [`203.0.113.${n + 1}`], serve: serve(n) })),
    account: {
      distributions: [
        shop({
          origins: NUMBERS.map((n) => ({ id: `o${n}`, domainName: `origin${n}.example.com` })),
          defaultBehavior: { origin: 'o0' },
          behaviors: NUMBERS.slice(1).map((n) => ({ path: `/${n}/*`, origin: `o${n}` })),
        }),
      ],
      topics: [{ arn: TOPIC_ARN, subscribers: [] }],
    },
  };
}
