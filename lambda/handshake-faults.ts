import { isTooLong } from './cloudfront/chain-limit.ts';
import { CIPHERS } from './cloudfront/client-hello.ts';
import { isForeignKey, OFFERED_GROUPS } from './cloudfront/keys.ts';
import { list, unique } from './dials.ts';
import type { Certificate } from './model/certificate.ts';
import type { FollowUp, Handshake, HandshakeOutcome, Handshakes } from './model/handshake.ts';

/** The rule that names why a handshake failed. */
export type HandshakeFault =
  | 'server-name-rejected'
  | 'protocol-mismatch'
  | 'cipher-mismatch'
  | 'group-mismatch'
  | 'signature-scheme-mismatch'
  | 'certificate-key-unsupported'
  | 'client-certificate-required'
  | 'handshake-failed'
  | 'handshake-malformed'
  | 'handshake-stalled'
  | 'handshake-cut'
  | 'connection-closed'
  | 'connection-reset';

/** What is left where no cause shows: it neither finds nor rules out the causes that do. */
export const SYMPTOMS: readonly HandshakeFault[] = [
  'handshake-failed',
  'handshake-malformed',
  'handshake-stalled',
  'handshake-cut',
  'connection-closed',
  'connection-reset',
];

/** Alerts that name their cause. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
const PROTOCOL_VERSION = 70;
const INSUFFICIENT_SECURITY = 71;
const UNRECOGNIZED_NAME = 112;
const CERTIFICATE_REQUIRED = 116;

/** The chain itself is why our reading ended: rules of their own say so. */
export function isChainsFault({
  unreadable,
  certificateBytes,
}: Extract<HandshakeOutcome, { kind: 'malformed' }>): boolean {
  return unreadable !== undefined || isTooLong(certificateBytes);
}

/** Why one dial's handshake failed, told by its end and by what else this address answered; undefined where it did not. */
export function faultOf(dial: Handshake, all: Handshakes): HandshakeFault | undefined {
  const { outcome } = dial;
  if (dial.refusedAfterwards) return 'client-certificate-required';
  if (outcome.kind === 'malformed') return isChainsFault(outcome) ? undefined : 'handshake-malformed';
  if (outcome.kind === 'timed-out') return outcome.phase === 'handshake' ? 'handshake-stalled' : undefined;
  if (isLegacy(dial, all)) return namedAlone(outcome);
  if (outcome.kind === 'alert') {
    return outcome.clientCertificateRequested
      ? 'client-certificate-required'
      : (refusal(dial, all) ?? byAlert(outcome.code) ?? 'handshake-failed');
  }
  if (outcome.kind !== 'closed' && outcome.kind !== 'reset') return undefined;
  if (outcome.phase === 'connect') return HUNG_UP[outcome.kind];
  if (outcome.clientCertificateRequested) return 'client-certificate-required';
  return refusal(dial, all) ?? (outcome.phase === 'hello' ? HUNG_UP[outcome.kind] : 'handshake-cut');
}

/** Hung up before a byte of TLS came back, for whichever name and offer. */
const HUNG_UP = { closed: 'connection-closed', reset: 'connection-reset' } as const;

/** What may still be said of an address that was heard by hand alone: an alert that names the server name, for that name. */
function namedAlone(outcome: HandshakeOutcome): HandshakeFault | undefined {
  return outcome.kind === 'alert' && outcome.code === UNRECOGNIZED_NAME ? 'server-name-rejected' : undefined;
}

function byAlert(code: number): HandshakeFault | undefined {
  if (code === UNRECOGNIZED_NAME) return 'server-name-rejected';
  if (code === CERTIFICATE_REQUIRED) return 'client-certificate-required';
  if (code === PROTOCOL_VERSION) return 'protocol-mismatch';
  return code === INSUFFICIENT_SECURITY ? 'cipher-mismatch' : undefined;
}

/** Whether this address speaks what CloudFront offers and we cannot: then a refusal of our own offer accuses nobody. */
export function isLegacy({ target }: Handshake, { dials }: Handshakes): boolean {
  return dials.some(
    (one) =>
      one.target.address === target.address &&
      one.target.port === target.port &&
      one.outcome.kind === 'completed' &&
      one.outcome.byHand,
  );
}

/** What the server refused, told by what it did not refuse. */
function refusal(dial: Handshake, all: Handshakes): HandshakeFault | undefined {
  if (isServedToo(dial, all)) return undefined;
  if (servedNames(dial, all).length > 0) return 'server-name-rejected';
  const good = widened(dial, all);
  if (!good) return undefined;
  if (good.asked === 'any-protocol' || good.asked === 'legacy') return 'protocol-mismatch';
  if (good.asked === 'any-cipher') return CIPHERS.includes(good.cipher) ? 'protocol-mismatch' : 'cipher-mismatch';
  if (isForeignKey(good.chain?.[0]?.key ?? '', good.protocol)) return 'certificate-key-unsupported';
  if (!CIPHERS.includes(good.cipher)) return 'cipher-mismatch';
  return good.group && !OFFERED_GROUPS.includes(good.group) ? 'group-mismatch' : 'signature-scheme-mismatch';
}

/**
 * Whether the very same dial completed another time: then one of several servers refuses, and what another of them makes of
 * other offers and names tells nothing.
 */
function isServedToo({ target }: Handshake, { dials }: Handshakes): boolean {
  return dials.some(
    (one) =>
      one.outcome.kind === 'completed' &&
      !one.outcome.byHand &&
      one.target.address === target.address &&
      one.target.port === target.port &&
      one.target.serverName === target.serverName,
  );
}

const NO_NAME = 'no name at all';

/** Names with which the same address completes the very same offer, for a reader. */
export function servedNames({ target }: Handshake, all: Handshakes): string[] {
  const here = all.dials.filter((one) => one.target.address === target.address && one.target.port === target.port);
  const dialled = here
    .filter(({ outcome }) => outcome.kind === 'completed' && !outcome.byHand)
    .map((one) => one.target.serverName);
  const [plain] = here.flatMap(({ followUps = [] }) => followUps.filter(isNamed));
  const origin = plain?.asked === 'origin-name' ? [ORIGIN_NAME] : plain ? [NO_NAME] : [];
  return unique([...dialled.filter((name) => name !== target.serverName), ...origin]);
}

/** Stands for the origin's own domain name, which a dial does not know. */
export const ORIGIN_NAME = 'its own domain name';

function isNamed({ asked, outcome }: FollowUp): boolean {
  return (asked === 'origin-name' || asked === 'no-name') && outcome.kind === 'completed';
}

/** A wider offer that completed. */
export type Widened = Extract<FollowUp['outcome'], { kind: 'completed' }> & { readonly asked: FollowUp['asked'] };

/** The wider offer with which the same address completes, if any. */
export function widened({ target }: Handshake, all: Handshakes): Widened | undefined {
  const here = all.dials.filter((one) => one.target.address === target.address && one.target.port === target.port);
  return here
    .flatMap(({ followUps = [] }) => followUps)
    .flatMap(({ asked, outcome }) => (outcome.kind === 'completed' ? [{ asked, ...outcome }] : []))
    .find(({ asked }) => asked !== 'origin-name' && asked !== 'no-name');
}

/** The chain that the same address showed to a wider offer; empty where it showed none. */
export function shownElsewhere(dial: Handshake, all: Handshakes): readonly Certificate[] {
  return widened(dial, all)?.chain ?? [];
}

/** How a dial ended, as the end of a sentence: `TLS alert 80 (internal_error)`, `a reset`. */
export function endOf({ outcome, refusedAfterwards }: Handshake): string {
  if (refusedAfterwards) return `${END[refusedAfterwards.how]} after the handshake`;
  if (outcome.kind === 'alert' && outcome.sentByUs) return 'a version of TLS that CloudFront does not accept';
  if (outcome.kind === 'alert') return `TLS alert ${outcome.code} (${outcome.description})`;
  if (outcome.kind === 'malformed') return `bytes that are no valid TLS: ${outcome.what}`;
  return outcome.kind === 'closed' || outcome.kind === 'reset' ? END[outcome.kind] : 'silence';
}

const END = { alert: 'a TLS alert', closed: 'closing the connection', reset: 'resetting the connection' };

/** What else was asked of the address, one line of evidence; none where nothing was. */
export function askedAgain({ followUps = [] }: Handshake): string[] {
  const words = followUps.map(({ asked, outcome }) =>
    outcome.kind === 'completed'
      ? `${ASKED[asked]}: completed with ${outcome.protocol}, ${outcome.cipher}${outcome.group ? `, ${outcome.group}` : ''}`
      : `${ASKED[asked]}: ${outcome.as}`,
  );
  return words.length > 0 ? [`Asked again with ${list(words, 5)}`] : [];
}

const ASKED: Readonly<Record<FollowUp['asked'], string>> = {
  'origin-name': "the origin's own name",
  'no-name': 'no name',
  'any-protocol': 'every version of TLS',
  'any-cipher': 'every cipher',
  anything: 'every cipher, group and signature scheme',
  legacy: '3DES, RC4 and SSLv3 where it is listed, by hand',
};

/** Whether the server asked us for a client certificate, whatever came of it. */
export function askedForCertificate({ outcome, refusedAfterwards }: Handshake): boolean {
  return (
    refusedAfterwards !== undefined ||
    ('clientCertificateRequested' in outcome && outcome.clientCertificateRequested === true)
  );
}
