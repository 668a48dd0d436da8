import type { Duplex } from 'node:stream';
import { privateAddress } from '../cloudfront/addresses.ts';
import { isTooLong } from '../cloudfront/chain-limit.ts';
import type { ClientHello } from '../cloudfront/client-hello.ts';
import type { LegacyOffer } from '../cloudfront/legacy.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Answer, DialPlan, Handshake, HandshakeOutcome, Handshakes, Target } from '../model/handshake.ts';
import type { World } from '../model/world.ts';
import { covers } from '../tls/names.ts';
import { soundPath } from '../tls/obstacles.ts';
import { askByHand } from './by-hand.ts';
import { askAgain, type Redial } from './follow-up.ts';
import { type DialLimits, type Dialled, dial } from './handshake.ts';
import { ask } from './http.ts';
import { mapSome } from './map-some.ts';
import { notApplicable, observed, unavailable } from './observe.ts';
import { repeat, withRepeats } from './repeat.ts';
import type { Look } from './sources.ts';
import { askStaple } from './staple.ts';

/** Connections to one origin that are open at the same time. */
const AT_ONCE = 16;

/** Bytes that a server may send before its handshake is called malformed. CloudFront's client stops at 64 KiB of chain. */
const MAX_HANDSHAKE_BYTES = 256 * 1024;

/** CloudFront answers 502 beyond its own limit for an origin's headers; ours only has to be near it. */
const MAX_HEADER_BYTES = 32 * 1024;

export type Dials = { readonly handshakes: Handshakes; readonly answer: Observation<Answer> };

/**
 * Makes every dial of the plan, then one request over the first connection that CloudFront would use as well; beside it what is
 * asked again.
 */
export async function dialAll(look: Look, plan: DialPlan, origin: Origin, distribution: Distribution): Promise<Dials> {
  let asked: Promise<Observation<Answer>> | undefined;
  const made = await mapSome(plan.targets, AT_ONCE, async (target) => {
    const { handshake, socket } = (await dialOne(look, target)) ?? {};
    if (!handshake) return undefined;
    if (socket && !asked && isSound(handshake, look.examinedAt) && mayAsk(target, plan, distribution)) {
      asked = answerOver(look, { handshake, socket }, origin.path || '/');
    } else socket?.destroy();
    return handshake;
  });
  const dials = made.filter((one) => one !== undefined);
  const unasked = notApplicable('no connection ended in a state in which CloudFront would send a request');
  const again: Redial = (target, offer) => redial(look, target, offer);
  const [followed, answer, repeated] = await Promise.all([
    askAgain(dials, origin.domainName, again, (target, offer) => byHand(look, target, offer)).then((followed) =>
      askStaple(followed, again),
    ),
    asked ?? unasked,
    // What is done twice must not keep others from being done once.
    repeat(dials, look.gate.isCrowded ? { ...plan, repeats: 0 } : plan, again),
  ]);
  const omitted = [...plan.omitted, ...unmade(made.length - dials.length)];
  const ended = followed.map((one) => withRefusal(one, answer));
  return { handshakes: { dials: withRepeats(dials, ended, repeated), omitted }, answer };
}

/** Silence that we did not wait for is nobody's fault. */
function unmade(count: number): string[] {
  if (count === 0) return [];
  return [
    `${count} connection${count === 1 ? '' : 's'} could not be tried to the end: the time of this examination was up`,
  ];
}

async function redial(look: Look, target: Target, offer?: ClientHello): Promise<Handshake | undefined> {
  const dialled = await dialOne(look, target, offer);
  dialled?.socket?.destroy();
  return dialled?.handshake;
}

/** In TLS 1.3 a server that misses our certificate says so after the handshake. https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4 */
function withRefusal(dial: Handshake, answer: Observation<Answer>): Handshake {
  if (answer.status !== 'observed' || answer.value.kind !== 'no-answer') return dial;
  const { target, how, alerted } = answer.value;
  const isMissed = dial.outcome.kind === 'completed' && dial.outcome.clientCertificateRequested;
  if (target !== dial.target || !isMissed || (how !== 'closed' && how !== 'reset')) return dial;
  return { ...dial, refusedAfterwards: { how: alerted ? 'alert' : how } };
}

/** Whether CloudFront would go on and send its request: short enough, trusted over a path without fault, in date, and named right. */
export function isSound({ outcome, target }: Handshake, at: string): boolean {
  if (outcome.kind !== 'completed') return outcome.kind === 'connected';
  if (isTooLong(outcome.certificateBytes)) return false;
  const [leaf] = outcome.chain;
  const named = leaf !== undefined && target.acceptedNames.some((name) => covers(leaf, name));
  return named && soundPath(outcome.chain, outcome.path, at) !== undefined;
}

/** The distribution's own name is asked for only where viewers have no other. */
function mayAsk({ serverName }: Target, { targets }: DialPlan, { domainName }: Distribution): boolean {
  return serverName !== domainName || targets.every((target) => target.serverName === domainName);
}

/** One dial, once there is room for it; undefined where the time was up before it could tell anything. */
async function dialOne(look: Look, target: Target, offer?: ClientHello): Promise<Dialled | undefined> {
  const outcome = forbidden(look, target);
  if (outcome) return { handshake: { target, outcome, tookMs: 0 } };
  const dialled = await gated(look, (dialler) =>
    dial(target, dialler, look.anchors, limitsOf(look), look.signal, offer),
  );
  return dialled && !isCutShort(dialled.handshake, look) ? dialled : undefined;
}

async function byHand(look: Look, target: Target, offer: LegacyOffer): Promise<HandshakeOutcome | undefined> {
  const ask = (dialler: World['dial']) => askByHand(target, offer, dialler, look.anchors, limitsOf(look), look.signal);
  return forbidden(look, target) ?? gated(look, ask);
}

/** A private address is not dialled. */
function forbidden({ world }: Look, { address }: Target): HandshakeOutcome | undefined {
  const reason = world.allowPrivateAddresses ? undefined : privateAddress(address);
  return reason ? { kind: 'not-dialled', reason } : undefined;
}

function limitsOf({ limits: { connectMs, handshakeMs } }: Look): DialLimits {
  return { connectMs, handshakeMs, maxBytes: MAX_HANDSHAKE_BYTES };
}

/** Waits for room, and leaves when the connection closes; undefined where there was none in time. */
async function gated<T>(look: Look, work: (dialler: World['dial']) => Promise<T>): Promise<T | undefined> {
  const leave = await look.gate.enter(look.signal);
  if (!leave) return undefined;
  let wire: Duplex | undefined;
  const done = await work((address, port) => {
    wire = look.world.dial(address, port);
    return wire.once('close', leave);
  });
  if (!wire) leave();
  return done;
}

/** Our own deadline ended it, not its patience. */
function isCutShort({ outcome, tookMs }: Handshake, { signal, limits }: Look): boolean {
  if (outcome.kind !== 'timed-out' || !signal.aborted) return false;
  return tookMs < (outcome.phase === 'connect' ? limits.connectMs : limits.handshakeMs);
}

/** Some origins do not know HEAD: on 405, 501 or 5xx one GET is made over a connection of its own, and only that counts. */
async function answerOver(look: Look, dialled: Required<Dialled>, path: string): Promise<Observation<Answer>> {
  const { target } = dialled.handshake;
  const limits = { answerMs: look.limits.answerMs, maxHeaderBytes: MAX_HEADER_BYTES };
  const head = await ask(dialled.socket, target, path, limits, look.signal, 'HEAD').finally(() =>
    dialled.socket.destroy(),
  );
  if (isUnheard(head, look)) return OUT_OF_TIME;
  if (head.kind === 'answered' && head.status !== 405 && head.status < 500) return observed(head);
  const { socket } = (await dialOne(look, target)) ?? {};
  if (!socket) return unavailable('HEAD was not answered well, and the GET that would confirm it found no connection');
  const got = await ask(socket, target, path, limits, look.signal, 'GET').finally(() => socket.destroy());
  return isUnheard(got, look) ? OUT_OF_TIME : observed(got);
}

/** Our own deadline ended the wait, not its patience: that accuses nobody. */
function isUnheard(answer: Answer, { signal, limits }: Look): boolean {
  const isLate = answer.kind === 'no-answer' && answer.how === 'timed-out';
  return isLate && signal.aborted && answer.tookMs < limits.answerMs;
}

const OUT_OF_TIME = unavailable('the time of this examination was up before the origin answered the request');
