import { type ClientHello, clientHello, SECURITY_LEVEL } from '../cloudfront/client-hello.ts';
import { MAX_ADDRESSES, MAX_DIALS } from '../cloudfront/dial.ts';
import { isOffered, type LegacyOffer, legacyOffers } from '../cloudfront/legacy.ts';
import type { FollowUp, Handshake, HandshakeOutcome, Target } from '../model/handshake.ts';

/** Dials that are added for one address after a failure. */
export const MAX_FOLLOW_UPS = 5;

/**
 * The most connections that one examination opens to one origin: its dials, what follows them, and one GET. Handshakes are
 * repeated where addresses are few, which leaves more room than they take.
 */
export const MAX_CONNECTIONS = MAX_DIALS + MAX_ADDRESSES * MAX_FOLLOW_UPS + 1;

/** One more dial, with an offer that is not CloudFront's where one is given; undefined where there is no time left for it. */
export type Redial = (target: Target, offer?: ClientHello) => Promise<Handshake | undefined>;

/** One more dial with a ClientHello written by hand. */
export type AskByHand = (target: Target, offer: LegacyOffer) => Promise<HandshakeOutcome | undefined>;

type Question = {
  readonly asked: FollowUp['asked'];
  readonly target: Target;
  readonly offer?: ClientHello;
  readonly legacy?: LegacyOffer;
};

/**
 * Asks again where a server refused the handshake, once for each address: first for the origin's own name, then with what
 * CloudFront offers and OpenSSL cannot, then with ever wider offers, until one dial completes. The answers stand on the
 * dial that they follow; where one was within CloudFront's offer, the dial has ended in it.
 */
export async function askAgain(
  dials: readonly Handshake[],
  name: string,
  redial: Redial,
  askByHand: AskByHand,
): Promise<Handshake[]> {
  const followed = firstOfEachAddress(
    dials.filter(({ outcome }) => isRefusal(outcome)),
    name,
  ).slice(0, MAX_ADDRESSES);
  return Promise.all(
    dials.map(async (dial) => {
      if (!followed.includes(dial)) return dial;
      const { followUps, last } = await untilCompleted(questions(dial, dials, name), redial, askByHand);
      if (last && isCloudFronts(last, dial.target)) return { ...dial, outcome: last, followUps };
      return followUps.length > 0 ? { ...dial, followUps } : dial;
    }),
  );
}

/** A refusal that leaves open what was refused: not where a certificate was asked of us, nor where time was up. */
function isRefusal(outcome: HandshakeOutcome): boolean {
  if (outcome.kind !== 'alert' && outcome.kind !== 'closed' && outcome.kind !== 'reset') return false;
  if (outcome.clientCertificateRequested) return false;
  return outcome.kind === 'alert' || outcome.phase === 'hello' || outcome.phase === 'handshake';
}

/** The dial for the origin's own name, where that failed: wider offers then tell most. */
function firstOfEachAddress(failed: readonly Handshake[], name: string): Handshake[] {
  const sorted = failed.toSorted((a, b) => Number(b.target.serverName === name) - Number(a.target.serverName === name));
  const first = new Map<string, Handshake>();
  for (const dial of sorted) if (!first.has(dial.target.address)) first.set(dial.target.address, dial);
  return [...first.values()];
}

/** None where another name is served at this address: then the name is what was refused. */
function questions({ target }: Handshake, dials: readonly Handshake[], name: string): Question[] {
  const here = dials.filter((one) => one.target.address === target.address);
  if (here.some(({ outcome }) => outcome.kind === 'completed')) return [];
  const isKnown = here.some(({ target: { serverName } }) => serverName === name);
  const own: Question[] = isKnown ? [] : [{ asked: 'origin-name', target: { ...target, serverName: name } }];
  const nameless: Question = { asked: 'no-name', target: { ...target, serverName: '' } };
  const byHand = legacyOffers(target.protocols).map((legacy): Question => ({ asked: 'legacy', target, legacy }));
  return [...own, ...byHand, ...wider(target), nameless].slice(0, MAX_FOLLOW_UPS);
}

function wider(target: Target): Question[] {
  const offer = clientHello(target.protocols);
  const anyProtocol: ClientHello = { ...offer, minVersion: 'TLSv1' };
  const anyCipher = { ...anyProtocol, ciphers: `${offer.ciphers}:ALL:${SECURITY_LEVEL}` };
  const anything = {
    ...anyCipher,
    ecdhCurve: `${offer.ecdhCurve}:P-521:X448`,
    sigalgs: `${offer.sigalgs}:ed25519:ed448`,
  };
  const first: Question[] = offer.minVersion === 'TLSv1' ? [] : [{ asked: 'any-protocol', target, offer: anyProtocol }];
  return [...first, { asked: 'any-cipher', target, offer: anyCipher }, { asked: 'anything', target, offer: anything }];
}

/** Silence ends the questions, but where it follows a hello by hand: that is unusual enough for a firewall to swallow it. */
async function untilCompleted(all: readonly Question[], redial: Redial, askByHand: AskByHand): Promise<Answers> {
  const followUps: FollowUp[] = [];
  let last: HandshakeOutcome | undefined;
  for (const { asked, target, offer, legacy } of all) {
    const outcome = legacy ? await askByHand(target, legacy) : (await redial(target, offer))?.outcome;
    if (!outcome) break;
    last = outcome;
    followUps.push({ asked, outcome: brief(last, asked) });
    if (last.kind === 'completed' || (last.kind === 'timed-out' && !legacy)) break;
  }
  return { followUps, ...(last && { last }) };
}

/** `last`: how the last of them ended. */
type Answers = { readonly followUps: FollowUp[]; readonly last?: HandshakeOutcome };

/** Whether the server took by hand what CloudFront itself would offer it. */
function isCloudFronts(outcome: HandshakeOutcome, { protocols }: Target): boolean {
  return (
    outcome.kind === 'completed' && outcome.byHand === true && isOffered(protocols, outcome.protocol, outcome.cipher)
  );
}

/** The chain is kept where all else was offered before in vain: only then may its key be the reason. */
function brief(outcome: HandshakeOutcome, asked: FollowUp['asked']): FollowUp['outcome'] {
  if (outcome.kind !== 'completed') return { kind: 'failed', as: outcome.kind };
  const { protocol, cipher, group, chain } = outcome;
  return { kind: 'completed', protocol, cipher, ...(group && { group }), ...(asked === 'anything' && { chain }) };
}
