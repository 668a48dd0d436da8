import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll } from '@jest/globals';
import { type DialLimits, dial } from '../../lambda/gather/handshake.ts';
import type { HandshakeOutcome, Target } from '../../lambda/model/handshake.ts';
import { type Anchors, parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issueChain, keyOf } from '../tls/authority.ts';
import { dialler, type Running, serveRaw, serveTls } from './servers.ts';

/** Generous, so that only what a test makes slow is late. */
export const LIMITS: DialLimits = { connectMs: 2_000, handshakeMs: 2_000, maxBytes: 256 * 1024 };
/** Never fires. */
export const forever = new AbortController().signal;

/** A root, two intermediates and a leaf, made once for a test file. */
export let chain: { root: Issued; upper: Issued; lower: Issued; leaf: Issued };
let key: string;
/** The root alone. */
export let anchors: Anchors;
const running: Running[] = [];

beforeAll(async () => {
  chain = await issueChain();
  key = await keyOf(chain.leaf);
  anchors = parseAnchors([chain.root.pem]);
});

afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});

/** A TLS server that sends these certificates as they stand; closed after the file's tests. */
export async function tlsServer(sent: readonly Issued[], options: TlsOptions = {}): Promise<Running> {
  const server = await serveTls({ key, cert: sent.map(({ pem }) => pem).join('\n'), ...options });
  running.push(server);
  return server;
}

/** A TCP server that does as it is told; closed after the file's tests. */
export async function rawServer(behave: Parameters<typeof serveRaw>[0]): Promise<Running> {
  const server = await serveRaw(behave);
  running.push(server);
  return server;
}

/** How one dial ends. */
export async function outcomeOf(
  at: Target,
  limits: Partial<DialLimits> = {},
  signal = forever,
): Promise<HandshakeOutcome> {
  const { handshake, socket } = await dial(at, dialler, anchors, { ...LIMITS, ...limits }, signal);
  socket?.destroy();
  return handshake.outcome;
}
