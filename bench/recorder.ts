import { connect } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import { makeAuthority } from '../lab/authority.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { clientHello } from '../lambda/cloudfront/client-hello.ts';
import { dial } from '../lambda/gather/handshake.ts';
import type { Target } from '../lambda/model/handshake.ts';
import { type Anchors, parseAnchors } from '../lambda/tls/path.ts';
import { type Figure, median } from './figure.ts';

type Server = { readonly host: string; readonly port: number };

const NAME = 'origin.example.com';
const PROTOCOLS = ['TLSv1.2'];
const PAIRS = 200;
const LIMITS = { connectMs: 5_000, handshakeMs: 5_000, maxBytes: 262_144 };

/**
 * Recorder, parsing of the flight included (a chain that was seen before is not judged again), against a plain `tls.connect`, alternating, to one server in one run;
 * then against one with the context that we share, which spares it the making of its own.
 */
export async function recorderFigures(): Promise<Figure[]> {
  const authority = await makeAuthority(new Date());
  const leaf = await authority.issue({ names: [NAME] });
  const server = await tlsOrigin({ chain: [leaf, authority.intermediate] })('127.0.0.1');
  const recorded = recordedHandshake(server, parseAnchors([authority.root.pem]));
  const usual = await alternate(recorded, plainHandshake(server));
  const bare = await alternate(
    recorded,
    plainHandshake(server, createSecureContext({ ...clientHello(PROTOCOLS), ca: [] })),
  );
  await server.close();
  return [
    { what: 'plain tls.connect (median)', value: usual.plain, unit: 'ms' },
    { what: 'through the recorder (median)', value: usual.recorded, unit: 'ms' },
    { what: 'recorder over plain', value: usual.recorded / usual.plain, unit: 'times', limit: 1.5 },
    { what: 'recorder over plain with our shared context', value: bare.recorded / bare.plain, unit: 'times' },
  ];
}

function recordedHandshake({ host: address, port }: Server, anchors: Anchors): () => Promise<void> {
  const names = { serverName: NAME, acceptedNames: [NAME] };
  const target: Target = {
    scheme: 'https',
    address,
    port,
    ...names,
    hostForwarded: 'no',
    protocols: PROTOCOLS,
    behaviors: ['*'],
  };
  const never = new AbortController().signal;
  return async () => {
    const { handshake, socket } = await dial(target, (host, at) => connect({ host, port: at }), anchors, LIMITS, never);
    if (handshake.outcome.kind !== 'completed') throw new Error(`the handshake ended in ${handshake.outcome.kind}`);
    socket?.destroy();
  };
}

function plainHandshake({ host, port }: Server, secureContext?: SecureContext): () => Promise<void> {
  return () =>
    new Promise((resolve, reject) => {
      const socket = connectTls({
        host,
        port,
        servername: NAME,
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
