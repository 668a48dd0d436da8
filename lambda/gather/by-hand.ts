import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { type LegacyOffer, legacyCipher } from '../cloudfront/legacy.ts';
import type { HandshakeOutcome, Target } from '../model/handshake.ts';
import type { World } from '../model/world.ts';
import { ClearFlight } from '../tls/clear-flight.ts';
import { handHello } from '../tls/hand-hello.ts';
import type { Anchors } from '../tls/path.ts';
import { protocolName } from '../tls/server-hello.ts';
import { readServerFlight, type ServerFlight } from '../tls/wire.ts';
import { awaitEvent } from './await-event.ts';
import { connect } from './connect.ts';
import type { DialLimits } from './handshake.ts';
import { judgedChain } from './judged-chain.ts';
import { failedOutcome } from './outcome.ts';
import { Tap } from './tap.ts';

/**
 * Sends a ClientHello that OpenSSL cannot send and reads the answer, which is in the clear up to ServerHelloDone; then it
 * hangs up. `completed` is marked `byHand` and means that the server took the offer and showed its chain. It never throws;
 * whoever calls it has looked whether the address may be dialled at all.
 */
export async function askByHand(
  target: Target,
  offer: LegacyOffer,
  dialler: World['dial'],
  anchors: Anchors,
  limits: DialLimits,
  signal: AbortSignal,
): Promise<HandshakeOutcome> {
  const connected = await connect(target, dialler, { withinMs: limits.connectMs, signal });
  if ('outcome' in connected) return connected.outcome;
  const tap = new Tap(connected.wire, limits.maxBytes);
  const reason = await hear(tap, target, offer, limits.handshakeMs, signal);
  const { wireEnd, overflowed } = tap;
  const inbound = tap.stopRecording();
  tap.destroy();
  const flight = readServerFlight(inbound);
  const taken = takenOutcome(flight, target, offer, anchors);
  return taken ?? failedOutcome({ reason, inbound, flight, chain: [], lastSent: Buffer.of(), wireEnd, overflowed });
}

/** Why listening ended; undefined where time was up. */
function hear(
  tap: Tap,
  { serverName }: Target,
  { version, suites }: LegacyOffer,
  withinMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const flight = new ClearFlight();
  return awaitEvent<string | undefined>({ withinMs, signal }, undefined, (settle) => {
    tap.on('data', (bytes: Buffer) => flight.isOver(bytes) && settle('an answer that ends before its certificates'));
    tap.on('error', (error) => settle(error.message));
    tap.once('close', () => settle('the connection closed'));
    const name = isIP(serverName) ? '' : serverName;
    tap.write(handHello({ version, suites, serverName: name, random: randomBytes(32) }));
  });
}

/** The server chose of what it was offered and sent a chain that can be read; else undefined. */
function takenOutcome(
  { protocol, cipher, malformed, ...flight }: ServerFlight,
  target: Target,
  { version, suites }: LegacyOffer,
  anchors: Anchors,
): HandshakeOutcome | undefined {
  const judged = judgedChain(flight.certificates, target.acceptedNames, anchors);
  if (malformed || flight.alerts.length > 0 || !protocol || cipher === undefined || !judged) return undefined;
  const name = legacyCipher(cipher);
  if (!name || !suites.includes(cipher) || !versionsUpTo(version).includes(protocol)) return undefined;
  return {
    kind: 'completed',
    byHand: true,
    protocol,
    cipher: name,
    ...judged,
    clientCertificateRequested: flight.clientCertificateRequested,
    ...(flight.certificateBytes !== undefined && { certificateBytes: flight.certificateBytes }),
  };
}

/** SSLv3 and everything above it up to this version. */
function versionsUpTo(version: number): string[] {
  return Array.from({ length: version - 0x0300 + 1 }, (_, index) => protocolName(0x0300 + index));
}
