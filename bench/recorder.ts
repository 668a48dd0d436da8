import { connect } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { makeAuthority } from '../lab/authority.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { clientHello } from '../lambda/cloudfront/client-hello.ts';
import { dial } from '../lambda/gather/handshake.ts';
import type { Target } from '../lambda/model/handshake.ts';
import { parseAnchors } from '../lambda/tls/path.ts';
import { type Figure, median } from './figure.ts';

const PAIRS = 200;
const LIMITS = { connectMs: 5_000, handshakeMs: 5_000, maxBytes: 262_144 };

/** Recorder against a plain `tls.connect` with the same offer, alternating, to one server in one run. */
export async function recorderFigures(): Promise<Figure[]> {
  const authority = await makeAuthority(new Date());
  const leaf = await authority.issue({ names: ['origin.example.com'] });
  const server = await tlsOrigin({ chain: [leaf, authority.intermediate] })('127.0.0.1');
  const anchors = parseAnchors([authority.root.pem]);
  const protocols = ['TLSv1.2'];
  const target: Target = {
    scheme: 'https',
    address: server.host,
    port: server.port,
    serverName: 'origin.example.com',
    acceptedNames: ['origin.example.com'],
    hostForwarded: 'no',
    protocols,
    behaviors: ['*'],
  };
  const recorded = async () => {
    const { socket } = await dial(
      target,
      (host, port) => connect({ host, port }),
      anchors,
      LIMITS,
      new AbortController().signal,
    );
    socket?.destroy();
  };
  const plain = plainHandshake(server, protocols);
  const times = await alternate(recorded, plain);
  await server.close();
  return [
    { what: 'plain tls.connect (median)', value: times.plain, unit: 'ms' },
    { what: 'through the recorder, chain judged (median)', value: times.recorded, unit: 'ms' },
    { what: 'recorder over plain', value: times.recorded / times.plain, unit: 'times', limit: 1.5 },
  ];
}

function plainHandshake(
  { host, port }: { host: string; port: number },
  protocols: readonly string[],
): () => Promise<void> {
  const secureContext = createSecureContext({ ...clientHello(protocols), ca: [] });
  return () =>
    new Promise((resolve, reject) => {
      const socket = connectTls({
        host,
        port,
        servername: 'origin.example.com',
        rejectUnauthorized: false,
        secureContext,
      });
      socket.once('error', reject).once('secureConnect', () => {
        socket.destroy();
        resolve();
      });
    });
}

async function alternate(recorded: () => Promise<void>, plain: () => Promise<void>) {
  const taken: { recorded: number[]; plain: number[] } = { recorded: [], plain: [] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    taken.recorded.push(await timed(recorded));
    taken.plain.push(await timed(plain));
  }
  return { recorded: median(taken.recorded.slice(PAIRS / 4)), plain: median(taken.plain.slice(PAIRS / 4)) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
