import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, connect as startTls, type TLSSocket } from 'node:tls';
import { type ClientHello, clientHello } from '../cloudfront/client-hello.ts';
import type { Handshake, HandshakeOutcome, Target } from '../model/handshake.ts';
import type { World } from '../model/world.ts';
import { readCertificate } from '../tls/certificate.ts';
import type { Anchors } from '../tls/path.ts';
import { readServerFlight, type ServerFlight } from '../tls/wire.ts';
import { awaitEvent, type Patience } from './await-event.ts';
import { connect } from './connect.ts';
import { type JudgedChain, judgedChain } from './judged-chain.ts';
import { failedOutcome } from './outcome.ts';
import { Tap } from './tap.ts';

/** For each phase as a whole, however many reads it takes. */
export type DialLimits = {
  /** From the SYN to the established connection. */
  readonly connectMs: number;
  /** The whole TLS handshake. */
  readonly handshakeMs: number;
  /** What the server may send before the handshake is complete. */
  readonly maxBytes: number;
};

/** `socket` is open, where the dial completed, and the caller's to close; it may be destroyed at any time without an unheard `error`. */
export type Dialled = { readonly handshake: Handshake; readonly socket?: Duplex };

type Ended = { readonly outcome: HandshakeOutcome; readonly socket?: Duplex };

/**
 * Makes one dial as CloudFront would, verification off, and tells how it ended; it never throws. Whoever calls it has
 * looked whether the address may be dialled at all. When `signal` fires the dial has timed out. `offer` stands in for
 * CloudFront's own where a dial is made to tell causes apart; an empty server name is not sent.
 */
export async function dial(
  target: Target,
  dialler: World['dial'],
  anchors: Anchors,
  limits: DialLimits,
  signal: AbortSignal,
  offer: ClientHello = clientHello(target.protocols),
): Promise<Dialled> {
  const start = performance.now();
  const ended = await attempt(target, dialler, anchors, limits, signal, offer);
  const tookMs = Math.round(performance.now() - start);
  const handshake: Handshake = { target, outcome: ended.outcome, tookMs };
  return ended.socket ? { handshake, socket: ended.socket } : { handshake };
}

async function attempt(
  target: Target,
  dialler: World['dial'],
  anchors: Anchors,
  limits: DialLimits,
  signal: AbortSignal,
  offer: ClientHello,
): Promise<Ended> {
  const connected = await connect(target, dialler, { withinMs: limits.connectMs, signal });
  if ('outcome' in connected) return connected;
  if (target.scheme === 'http') return { outcome: { kind: 'connected' }, socket: connected.wire };
  const tap = new Tap(connected.wire, limits.maxBytes);
  const socket = startTls({ ...tlsOptions(target, offer), socket: tap });
  const ending = await shakeHands(socket, { withinMs: limits.handshakeMs, signal });
  const outcome = outcomeOf(target, anchors, tap, socket, ending);
  if (outcome.kind === 'completed') return { outcome, socket };
  socket.destroy();
  tap.destroy();
  return { outcome };
}

/** The handshake is secure, failed for a `reason`, or took too long. */
type Ending = {
  readonly kind: 'secure' | 'failed' | 'late';
  readonly reason?: string;
  /** SERVER_HANDSHAKE_TRAFFIC_SECRET: with it the certificates of TLS 1.3 can be read. */
  readonly secret: Uint8Array | undefined;
  /** Whether a staple came, where it was asked for. */
  readonly stapled: boolean | undefined;
};

async function shakeHands(socket: TLSSocket, patience: Patience): Promise<Ending> {
  let secret: Uint8Array | undefined;
  let stapled: boolean | undefined;
  socket.on('OCSPResponse', (response: Buffer | null) => {
    stapled = response !== null;
  });
  socket.on('keylog', (line: Buffer) => {
    const [label, , hex = ''] = line.toString('latin1').trim().split(' ');
    if (label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET') secret = Buffer.from(hex, 'hex');
  });
  const ending = await awaitEvent<Omit<Ending, 'secret' | 'stapled'>>(patience, { kind: 'late' }, (settle) => {
    socket.once('secureConnect', () => settle({ kind: 'secure' }));
    socket.on('error', (error) => settle({ kind: 'failed', reason: reasonOf(error) }));
    socket.once('close', () => settle({ kind: 'failed', reason: 'the connection closed' }));
  });
  return { ...ending, secret, stapled };
}

function outcomeOf(target: Target, anchors: Anchors, tap: Tap, socket: TLSSocket, ending: Ending): HandshakeOutcome {
  const { lastSent, wireEnd, overflowed } = tap;
  const inbound = tap.stopRecording();
  const flight = readServerFlight(inbound, ending.secret);
  const judged = judgedChain(flight.certificates, target.acceptedNames, anchors);
  const reason = ending.kind === 'late' ? undefined : ending.reason;
  const failure = { reason, inbound, flight, chain: judged?.chain, lastSent, wireEnd, overflowed };
  const outcome = ending.kind === 'secure' ? completed(flight, judged, socket) : failedOutcome(failure);
  return withChain(outcome, flight, ending.stapled);
}

/** Adds what the Certificate message itself tells, where the outcome has a place for it. */
function withChain(outcome: HandshakeOutcome, flight: ServerFlight, stapled?: boolean): HandshakeOutcome {
  if (outcome.kind !== 'completed' && outcome.kind !== 'malformed') return outcome;
  const { certificateBytes, certificates } = flight;
  const sized = certificateBytes === undefined ? outcome : { ...outcome, certificateBytes };
  if (sized.kind === 'completed') return stapled === undefined ? sized : { ...sized, stapled };
  const unreadable = certificates.findIndex((der) => readCertificate(der, []) === undefined);
  return unreadable < 0 ? sized : { ...sized, unreadable };
}

function completed(flight: ServerFlight, judged: JudgedChain | undefined, socket: TLSSocket): HandshakeOutcome {
  if (flight.malformed) return { kind: 'malformed', what: flight.malformed };
  if (!judged) return { kind: 'malformed', what: 'a chain with a certificate that cannot be read' };
  const protocol = socket.getProtocol() ?? flight.protocol ?? 'unknown';
  return {
    kind: 'completed',
    protocol,
    cipher: socket.getCipher()?.name ?? `0x${flight.cipher?.toString(16)}`,
    ...judged,
    clientCertificateRequested: flight.clientCertificateRequested,
    ...groupOf(socket),
  };
}

function groupOf(socket: TLSSocket): { readonly group?: string } {
  const info = socket.getEphemeralKeyInfo();
  return info && 'name' in info && info.name ? { group: info.name } : {};
}

function tlsOptions({ serverName }: Target, offer: ClientHello) {
  return {
    ...(offer.requestOCSP && { requestOCSP: true }),
    secureContext: contextFor(offer),
    // SNI carries names only. https://www.rfc-editor.org/rfc/rfc6066#section-3
    servername: isIP(serverName) ? '' : serverName,
    // Everything is judged later, from what came over the wire.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  };
}

const contexts = new Map<string, SecureContext>();

/** One context for each offer, kept while the function is warm. Without roots: parsing Mozilla's into it takes 17 ms, and nothing is verified here. */
function contextFor(offer: ClientHello): SecureContext {
  const key = JSON.stringify(offer);
  const known = contexts.get(key) ?? createSecureContext({ ...offer, ca: [] });
  contexts.set(key, known);
  return known;
}

/** OpenSSL's own words where it has some, e.g. `wrong signature type`. */
function reasonOf(error: Error): string {
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message.slice(0, 200);
}
