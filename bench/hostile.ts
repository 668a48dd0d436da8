import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Staging } from '../lab/case.ts';
import { shop, TOPIC_ARN } from '../lab/estate.ts';
import type { Figure } from './figure.ts';
import type { Hostile } from './hostile-servers.ts';
import { watchMemory } from './memory.ts';
import { type Stage, startStage } from './stage.ts';

const SERVERS = fileURLToPath(new URL('./hostile-servers.ts', import.meta.url));

const COUNT = 32;

/** What the handler gives one distribution's evidence. */
const DEADLINE_MS = 20_000;

const MOST_ABOVE_IDLE_MIB = 64;

/** Never a distribution of the lab: asked for once, so that clients are loaded before memory is watched. */
const UNKNOWN = 'E00000000UNKNOWN';

/** One distribution with 32 origins that all mean harm, eight kinds of them, served by a process of their own. */
export async function hostileFigures(): Promise<Figure[]> {
  const child = fork(SERVERS);
  const { root, ports } = await new Promise<Hostile>((resolve) => child.once('message', resolve));
  const stage = await startStage(besieged(Object.values(ports)), root);
  await stage.run(UNKNOWN);
  const first = await watched(stage);
  const warm = await watched(stage);
  const seen = stage.evidence.flatMap(({ origins }) => origins.map(({ observations }) => observations.handshakes));
  const dialled = seen.filter((one) => one.status === 'observed' && one.value.dials.length > 0);
  await stage.close();
  child.disconnect();
  return [
    { what: 'wall', value: Math.max(first.wall, warm.wall), unit: 'ms', limit: DEADLINE_MS },
    { what: 'peak memory above idle, first alarm', value: first.aboveMiB, unit: 'MiB', note: FIRST },
    { what: 'peak memory above idle, second alarm', value: warm.aboveMiB, unit: 'MiB', limit: MOST_ABOVE_IDLE_MIB },
    { what: 'origins that were not seen', value: 2 * COUNT - dialled.length, unit: 'origins', limit: 0 },
    { what: 'connections made', value: stage.connections.made, unit: 'sockets' },
    { what: 'connections left open', value: stage.connections.open, unit: 'sockets', limit: 0 },
  ];
}

const FIRST = 'of a fresh process, whose heap V8 still sizes; account and DNS of the lab included';

async function watched(stage: Stage): Promise<{ readonly wall: number; readonly aboveMiB: number }> {
  const memory = watchMemory();
  const wall = await stage.run();
  return { wall, aboveMiB: memory.stop().aboveMiB };
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
