import { faultOf, isChainsFault, isLegacy } from './handshake-faults.ts';
import type { BlindSpot } from './model/diagnosis.ts';
import type { Distribution } from './model/distribution.ts';
import type { Evidence, Observation, Observations, OriginEvidence } from './model/evidence.ts';
import type { Verdict } from './model/finding.ts';
import type { Handshake, HandshakeOutcome } from './model/handshake.ts';

type Judged = Extract<Verdict, { kind: 'not-judged' }>;

/** Everything that could not be seen, each once, with the rules left unjudged for want of it and the permission that would lift it. */
export function blindSpotsOf(evidence: Evidence, verdicts: readonly Verdict[]): BlindSpot[] {
  const unjudged = verdicts.filter((verdict): verdict is Judged => verdict.kind === 'not-judged');
  return merge([
    ...ofDistribution(evidence.distribution),
    ...evidence.origins.flatMap((origin) => ofOrigin(origin, unjudged)),
    ...unexplainedDials(evidence, verdicts),
    ...evidence.origins.flatMap(ofPlan),
    ...evidence.origins.flatMap(ofParts),
  ]);
}

function ofDistribution(observation: Observation<Distribution>): BlindSpot[] {
  if (observation.status === 'unavailable') {
    return [{ subject: 'the distribution', reason: observation.reason, unjudged: [], grant: observation.permission }];
  }
  if (observation.status === 'not-applicable') return [];
  return observation.value.behaviors.flatMap(({ pathPattern, hostForwarding, edgeFunctions }) => [
    ...(hostForwarding.kind === 'unknown'
      ? [
          {
            subject: `Host header of behavior ${pathPattern}`,
            reason: hostForwarding.reason,
            unjudged: [],
            grant: hostForwarding.permission,
          },
        ]
      : []),
    ...edgeFunctions
      .filter(({ changesOrigin }) => changesOrigin === 'unknown')
      .map(({ arn, permission }) => ({
        subject: arn,
        reason: 'this code may send the request to another origin; we did not see what it does',
        unjudged: [],
        grant: permission,
      })),
  ]);
}

/** One for each reason: what follows from a denied call is named with it, and not told again. */
function ofOrigin({ origin, observations }: OriginEvidence, unjudged: readonly Judged[]): BlindSpot[] {
  const spots = new Map<string, BlindSpot & { readonly kinds: readonly string[] }>();
  for (const [kind, observation] of Object.entries(observations)) {
    if (observation.status !== 'unavailable') continue;
    const { reason, permission: grant } = observation;
    const of = unjudged.filter((verdict) => verdict.originId === origin.id && verdict.need === kind);
    const known = spots.get(reason);
    const kinds = [...(known?.kinds ?? []), WORDS[kind] ?? kind];
    const rules = [...(known?.unjudged ?? []), ...of.map(({ ruleId }) => ruleId)];
    spots.set(reason, { kinds, subject: origin.id, reason, unjudged: rules, grant });
  }
  return [...spots.values()].map(({ kinds, ...spot }) => ({
    ...spot,
    subject: `${spot.subject}: ${kinds.join(', ')}`,
  }));
}

/** Settings and lists that were read in part. */
function ofParts({ origin, observations }: OriginEvidence): BlindSpot[] {
  const { connection } = origin;
  const unread = connection.type === 'vpc' ? connection.unread : undefined;
  const listener = observations.listener.status === 'observed' ? observations.listener.value : undefined;
  const cut = listener?.kind === 'found' ? listener.listener.certificatesCut : undefined;
  return [
    ...(unread ? [spot(`${origin.id}: settings of its VPC origin`, unread)] : []),
    ...(cut ? [spot(`${origin.id}: list of certificates on the listener`, cut)] : []),
    ...undescribed(origin.id, observations),
  ];
}

/** ACM certificates of the listener that could not be described although others were. */
function undescribed(originId: string, { listener, certificates }: Observations): BlindSpot[] {
  if (listener.status !== 'observed' || listener.value.kind !== 'found' || certificates.status !== 'observed')
    return [];
  const known = new Set(certificates.value.map(({ arn }) => arn));
  const missing = listener.value.listener.certificates.filter(({ arn }) => arn.includes(':acm:') && !known.has(arn));
  const reason = `${missing.length} of the listener's certificates could not be described, ${missing[0]?.arn} first`;
  return missing.length > 0 ? [spot(`${originId}: certificates on the listener`, { reason })] : [];
}

function spot(
  subject: string,
  { reason, permission }: { readonly reason: string; readonly permission?: string },
): BlindSpot {
  return { subject, reason, unjudged: [], grant: permission };
}

const WORDS: Readonly<Record<string, string>> = {
  resolution: 'DNS',
  handshakes: 'handshake',
  answer: 'HTTP answer',
  loadBalancer: 'load balancer',
  certificates: 'certificates on the listener',
  candidates: 'other certificates in ACM',
};

function ofPlan({ origin, observations: { handshakes } }: OriginEvidence): BlindSpot[] {
  if (handshakes.status !== 'observed') return [];
  return handshakes.value.omitted.map((reason) => ({ subject: `${origin.id}: handshake`, reason, unjudged: [] }));
}

/**
 * Dials that ended without a certificate, an answer or a cause that any rule names. Unreachable from here is not
 * unreachable from CloudFront, so they end no better than inconclusive. `verdicts` explain those that a rule found.
 */
export function unexplainedDials(evidence: Evidence, verdicts: readonly Verdict[] = []): BlindSpot[] {
  const found = new Set(
    verdicts.filter(({ kind }) => kind === 'found').map(({ ruleId, originId }) => `${originId} ${ruleId}`),
  );
  return evidence.origins.flatMap(({ origin, observations: { handshakes } }) =>
    handshakes.status === 'observed'
      ? handshakes.value.dials
          .filter((dial) => !isExplained(dial.outcome) && !found.has(`${origin.id} ${faultOf(dial, handshakes.value)}`))
          .map((dial) => told(origin.id, dial, isLegacy(dial, handshakes.value)))
      : [],
  );
}

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

function told(originId: string, { target, outcome }: Handshake, isLegacyToo: boolean): BlindSpot {
  const more = isLegacyToo && outcome.kind !== 'completed' ? ', to the versions and ciphers that we can speak' : '';
  const end = `${target.address}:${target.port} (${target.serverName})`;
  return { subject: `${originId}: handshake`, reason: `${end} ${ending(outcome)}${more}`, unjudged: [] };
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
  handshake: 'during the handshake',
  'after-handshake': 'after the handshake',
};

function merge(spots: readonly BlindSpot[]): BlindSpot[] {
  const seen = new Map(spots.map((spot) => [`${spot.subject}\n${spot.reason}`, spot]));
  return [...seen.values()];
}
