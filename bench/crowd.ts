import { makeAuthority } from '../lab/authority.ts';
import type { Staging } from '../lab/case.ts';
import { shop, TOPIC_ARN } from '../lab/estate.ts';
import type { OriginServer } from '../lab/loopback.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import type { Figure } from './figure.ts';
import { watchMemory } from './memory.ts';
import { startStage } from './stage.ts';

const COUNT = 1_000;
const ADDRESSES = 250;
const PORTS = [443, 444, 445, 446] as const;

/** What the handler may hold open at once, over all origins. */
const MOST_OPEN = 128;

/** What the handler gives one distribution's evidence. */
const DEADLINE_MS = 20_000;

/** Never a distribution of the lab: asked for once, so that clients are loaded before memory is watched. */
const UNKNOWN = 'E00000000UNKNOWN';

/** One distribution with 1,000 origins, each an address and port of its own, four loopback servers behind them in the same process. */
export async function crowdFigures(): Promise<Figure[]> {
  const authority = await makeAuthority(new Date());
  const leaf = await authority.issue({ names: ['*.example.com'] });
  const serve = tlsOrigin({ chain: [leaf, authority.intermediate] });
  const stage = await startStage(crowd(serve), authority.root.pem);
  await stage.run(UNKNOWN);
  const memory = watchMemory();
  const wall = await stage.run();
  const { aboveMiB } = memory.stop();
  const origins = stage.evidence.flatMap((one) => one.origins);
  const sound = origins.filter(({ observations: { answer } }) => answer.status === 'observed');
  await stage.close();
  return [
    { what: 'wall', value: wall, unit: 'ms', limit: DEADLINE_MS },
    { what: 'connections made', value: stage.connections.made, unit: 'sockets' },
    { what: 'open at the same time', value: stage.connections.most, unit: 'sockets', limit: MOST_OPEN },
    { what: 'origins without an answer', value: COUNT - sound.length, unit: 'origins', limit: 0 },
    { what: 'connections left open', value: stage.connections.open, unit: 'sockets', limit: 0 },
    { what: 'peak memory above idle, servers included', value: aboveMiB, unit: 'MiB' },
  ];
}

const NUMBERS = Array.from({ length: COUNT }, (_, n) => n);
const addressOf = (n: number) => `203.0.113.${(n % ADDRESSES) + 1}`;
const portOf = (n: number) => PORTS[Math.floor(n / ADDRESSES)] ?? 443;

function crowd(serve: OriginServer): Staging {
  const at = NUMBERS.slice(0, ADDRESSES).map(addressOf);
  return {
    dns: Object.fromEntries(NUMBERS.map((n) => [`origin${n}.example.com`, { a: [addressOf(n)] }])),
    origins: PORTS.map((port) => ({ at, port, serve })),
    account: {
      distributions: [
        shop({
          origins: NUMBERS.map((n) => ({ id: `o${n}`, domainName: `origin${n}.example.com`, httpsPort: portOf(n) })),
          defaultBehavior: { origin: 'o0' },
          behaviors: NUMBERS.slice(1).map((n) => ({ path: `/${n}/*`, origin: `o${n}` })),
        }),
      ],
      topics: [{ arn: TOPIC_ARN, subscribers: [] }],
    },
  };
}
