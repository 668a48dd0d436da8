import { isSilent } from './dials.ts';
import { faultOf, isChainsFault, isLegacy } from './handshake-faults.ts';
import type { BlindSpot } from './model/diagnosis.ts';
import type { Origin } from './model/distribution.ts';
import type { Evidence, OriginEvidence } from './model/evidence.ts';
import type { Verdict } from './model/finding.ts';
import type { Handshake, HandshakeOutcome } from './model/handshake.ts';

/**
 * Dials that ended without a certificate, an answer or a cause that any rule names. Unreachable from here is not
 * unreachable from CloudFront, so they end no better than inconclusive. `verdicts` explain those that a rule found.
 */
export function unexplainedDials(evidence: Evidence, verdicts: readonly Verdict[] = []): BlindSpot[] {
  const found = new Set(
    verdicts
      .filter(({ kind }) => kind === 'found')
      .map(({ ruleId, originId }) => `${originId} ${EXPLAINS.get(ruleId) ?? ruleId}`),
  );
  return evidence.origins.flatMap(({ origin, observations: { handshakes } }) =>
    handshakes.status === 'observed'
      ? handshakes.value.dials
          .filter((dial) => !isExplained(dial.outcome) && !found.has(`${origin.id} ${faultOf(dial, handshakes.value)}`))
          .filter((dial) => !isSilent(dial) || !verdicts.some((one) => explainsSilence(one, origin, dial)))
          .map((dial) => told(origin.id, dial, isLegacy(dial, handshakes.value)))
      : [],
  );
}

/** Rules that say why nothing comes back; each of the addresses that it reaches, or of the origin as a whole. */
const SILENCE: readonly string[] = [
  'security-group-blocks-cloudfront',
  'instance-not-running',
  'instance-address-gone',
];

function explainsSilence(verdict: Verdict, { id, domainName }: Origin, { target }: Handshake): boolean {
  if (verdict.kind !== 'found' || verdict.originId !== id || !SILENCE.includes(verdict.ruleId)) return false;
  const { of } = verdict.finding.reach;
  return of.includes(target.address) || of.includes(domainName);
}

/** Our dials lack the client certificate that CloudFront shows: what is wrong with that explains their end as well. */
const EXPLAINS = new Map([['origin-client-certificate-expired', 'client-certificate-required']]);

/** Outcomes that are sound in themselves, or that a rule of their own names. */
const EXPLAINED: ReadonlySet<HandshakeOutcome['kind']> = new Set(['connected', 'not-tls', 'refused', 'not-dialled']);

function isExplained(outcome: HandshakeOutcome): boolean {
  if (outcome.kind === 'completed') return !outcome.byHand;
  if (outcome.kind === 'malformed') return isChainsFault(outcome);
  return EXPLAINED.has(outcome.kind);
}

/**
 * The unexplained dials that leave the matter open. The distribution's own name never decides where an alias is served
 * well: hardly any origin knows it, and viewers seldom use it.
 */
export function undecidedDials(evidence: Evidence): BlindSpot[] {
  const own = evidence.distribution.status === 'observed' ? evidence.distribution.value.domainName : '';
  const origins = evidence.origins.map((one): OriginEvidence => {
    const { handshakes } = one.observations;
    if (handshakes.status !== 'observed') return one;
    const others = handshakes.value.dials.filter(({ target }) => target.serverName !== own);
    const decisive = others.some(({ outcome }) => outcome.kind === 'completed') ? others : handshakes.value.dials;
    const value = { ...handshakes.value, dials: decisive };
    return { ...one, observations: { ...one.observations, handshakes: { status: 'observed', value } } };
  });
  return unexplainedDials({ ...evidence, origins });
}

function told(originId: string, { target, outcome, closedToUs }: Handshake, isLegacyToo: boolean): BlindSpot {
  const more = isLegacyToo && outcome.kind !== 'completed' ? ', to the versions and ciphers that we can speak' : '';
  const end = `${target.address}:${target.port} (${target.serverName})`;
  const how = closedToUs ? silentTo(closedToUs, target.port) : ending(outcome);
  return { subject: `${originId}: handshake`, reason: `${end} ${how}${more}`, unjudged: [] };
}

/** The rules of the security group turn us away and let CloudFront in, as AWS advises. */
function silentTo(group: string, port: number): string {
  return `did not answer us: security group ${group} admits CloudFront on port ${port} and not us, so what lies behind it could not be tried from here`;
}

function ending(outcome: HandshakeOutcome): string {
  switch (outcome.kind) {
    case 'completed':
      return `speaks only ${outcome.protocol} with ${outcome.cipher}, which CloudFront offers and we cannot complete: its certificates were judged, its answer was not seen`;
    case 'alert':
      if (outcome.sentByUs) return 'speaks only versions of TLS below the lowest that CloudFront would accept';
      return `answered with TLS alert ${outcome.code} (${outcome.description})`;
    case 'closed':
    case 'reset':
      return `${outcome.kind === 'reset' ? 'reset' : 'closed'} the connection ${WHEN[outcome.phase]}`;
    case 'timed-out':
      return `did not answer ${WHEN[outcome.phase]} in time; a firewall may admit CloudFront and not us`;
    case 'unreachable':
      return `is unreachable from here: ${outcome.reason}`;
    case 'malformed':
      return `sent what is no valid TLS: ${outcome.what}`;
    default:
      return outcome.kind;
  }
}

const WHEN = {
  connect: 'while connecting',
  hello: 'without a word after the ClientHello',
  handshake: 'during the handshake',
  'after-handshake': 'after the handshake',
};
