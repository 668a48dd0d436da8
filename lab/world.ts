import { Resolver } from 'node:dns/promises';
import { connect, Socket } from 'node:net';
import type { Limits, World } from '../lambda/model/world.ts';
import type { Served, Staging } from './case.ts';
import { startDnsServer } from './dns-server.ts';
import { TOPIC_ARN } from './estate.ts';
import type { Running } from './loopback.ts';

/** A world that runs; `close` ends its servers. `whereabouts` lets another process look at the same world. */
export type Stage = { readonly world: World; readonly whereabouts: Whereabouts; close(): Promise<void> };

/** Where DNS and the origins of a world really listen: plain JSON. */
export type Whereabouts = { readonly dns: string; readonly places: readonly (readonly [string, Place])[] };

export type Circumstances = {
  /** Where the pretend AWS account listens. */
  readonly endpoint: string;
  /** The lab's roots, PEM. */
  readonly trustAnchor: string;
  readonly now: Date;
} & Required<Pick<World, 'onEvidence' | 'log'>> &
  Pick<World, 'memory' | 'logs'>;

/** No server of any kind has stood on this port since 1988: connections to it are refused. */
const TCPMUX = 1;

type Place = Pick<Running, 'host' | 'port'> | 'firewall';

/** A machine that runs many cases at once may be slow: what a case shall miss for want of time, it says itself. */
const UNHURRIED: Limits = { wholeMs: 15_000, afterMs: 15_000, lookUpGapMs: 0 };

/** By address and port. */
type Places = ReadonlyMap<string, Place>;

/** Starts DNS and the origins of a case and makes the world that the bundled handler is created with. */
export async function startWorld(staging: Staging, circumstances: Circumstances): Promise<Stage> {
  const running: { close(): Promise<void> }[] = [];
  const closeAll = async () => void (await Promise.all(running.map((server) => server.close())));
  try {
    const dns = await startDnsServer(staging.dns);
    running.push(dns);
    const places = await startOrigins(staging.origins, running);
    const whereabouts = { dns: dns.address, places: [...places] };
    const told = { ...circumstances, logs: staging.logs ?? false };
    const world = { ...worldAt(whereabouts, told, staging.limits), ...staging.config };
    const close = () => {
      world.resolver.cancel();
      return closeAll();
    };
    return { world, whereabouts, close };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The world over servers that run, in this process or in another one. */
export function worldAt({ dns, places }: Whereabouts, circumstances: Circumstances, limits?: Limits): World {
  const { endpoint, trustAnchor, now, memory, logs = false, onEvidence, log } = circumstances;
  const known: Places = new Map(places);
  const started = performance.now();
  return {
    now: () => new Date(now.getTime() + performance.now() - started),
    resolver: resolverOf(dns),
    dial: (address, port) => dial(known.get(keyOf(address, port))),
    trustAnchors: [trustAnchor],
    aws: { endpoint, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' } },
    allowPrivateAddresses: false,
    topicArn: TOPIC_ARN,
    ...(memory && { memory }),
    limits: { ...UNHURRIED, ...limits },
    logs,
    onEvidence,
    log,
  };
}

function keyOf(address: string, port: number): string {
  return `${address} ${port}`;
}

/** Each origin stands on a loopback address of its own: 127.0.0.2, 127.0.0.3, … What was started is told to `running`. */
async function startOrigins(origins: readonly Served[], running: { close(): Promise<void> }[]): Promise<Places> {
  const places = new Map<string, Place>();
  for (const [index, { at, port = 443, serve }] of origins.entries()) {
    const server = serve === 'firewall' ? serve : await serve(`127.0.0.${index + 2}`);
    if (server !== 'firewall') running.push(server);
    for (const address of at) places.set(keyOf(address, port), server);
  }
  return places;
}

/** Documentation addresses lead to loopback ports; a firewalled one is a connection that never comes about. */
function dial(place: Place | undefined): Socket {
  if (place === 'firewall') return new Socket();
  return place ? connect(place.port, place.host) : connect(TCPMUX, '127.0.0.1');
}

function resolverOf(address: string): Resolver {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  resolver.setServers([address]);
  return resolver;
}
