import { EVIDENCE_WORDS } from './evidence-words.ts';
import type { BlindSpot } from './model/diagnosis.ts';
import type { Behavior, Distribution } from './model/distribution.ts';
import type { Evidence, Observation, Observations, OriginEvidence } from './model/evidence.ts';
import type { Verdict } from './model/finding.ts';
import { NOT_RECORDED } from './place.ts';
import { unexplainedDials } from './unexplained-dials.ts';

type Judged = Extract<Verdict, { kind: 'not-judged' }>;

/** Everything that could not be seen, each once, with the rules left unjudged for want of it and the permission that would lift it. */
export function blindSpotsOf(evidence: Evidence, verdicts: readonly Verdict[]): BlindSpot[] {
  const unjudged = verdicts.filter((verdict): verdict is Judged => verdict.kind === 'not-judged');
  return merge([
    ...ofDistribution(evidence.distribution),
    ...unseen('the distribution', evidence.observations ?? {}, unjudged),
    ...ofWhole(evidence.observations ?? {}),
    ...unrecorded(unjudged),
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
  const { behaviors, tenancy } = observation.value;
  return [
    ...behaviors.flatMap((behavior) => [...ofHost(behavior), ...ofCode(behavior)]),
    ...(tenancy?.unseen ?? []).map((one) => spot('the distribution: its tenants', one)),
  ];
}

function ofHost({ pathPattern, hostForwarding }: Behavior): BlindSpot[] {
  return hostForwarding.kind === 'unknown' ? [spot(`Host header of behavior ${pathPattern}`, hostForwarding)] : [];
}

/** Code that was not read, and what code that was read does not tell. */
function ofCode({ edgeFunctions }: Behavior): BlindSpot[] {
  return edgeFunctions.flatMap(({ arn, changesOrigin, computes, permission, reason }) => {
    if (changesOrigin === 'unknown') {
      const why = reason ? `: ${reason}` : '';
      const unread = `this code may send the request to another origin; we did not see what it does${why}`;
      return [spot(arn, { reason: unread, permission })];
    }
    return computes ? [spot(arn, { reason: COMPUTES })] : [];
  });
}

const COMPUTES = 'this code sends requests to origins that its text does not tell: those were not looked at';

/** What an older version did not look at, and a rule of today would have liked to see. */
function unrecorded(unjudged: readonly Judged[]): BlindSpot[] {
  const missing = unjudged.filter(({ reason }) => reason === NOT_RECORDED);
  const observations = missing.map(({ need }) => [need, { status: 'unavailable', reason: NOT_RECORDED }] as const);
  return unseen('the saved evidence', Object.fromEntries(observations), missing);
}

function ofOrigin({ origin, observations }: OriginEvidence, unjudged: readonly Judged[]): BlindSpot[] {
  const own = unjudged.filter(({ originId }) => originId === origin.id);
  return unseen(origin.id, { ...observations, ...readElsewhere(observations) }, own);
}

/**
 * Where the load balancer or the instance is in another account, its records are read through the role there. A permission
 * is that role's then, and no statement for our own lifts it.
 */
function readElsewhere(observations: Observations): Record<string, Observation<unknown>> {
  const { loadBalancer, networkInterfaces, ...others } = observations;
  const [first] = networkInterfaces?.status === 'observed' ? networkInterfaces.value : [];
  const { accountId, assumedRole } = (loadBalancer.status === 'observed' ? loadBalancer.value : first) ?? {};
  if (!assumedRole) return {};
  const denied = Object.entries(others).filter(([, one]) => one.status === 'unavailable' && one.permission);
  return Object.fromEntries(
    denied.map(([kind, one]) => {
      const reason = `in account ${accountId}, as ${assumedRole}: ${one.status === 'unavailable' ? one.reason : ''}`;
      return [kind, { status: 'unavailable', reason }];
    }),
  );
}

/** One for each reason: what follows from a denied call is named with it, and not told again. */
function unseen(
  owner: string,
  observations: Readonly<Record<string, Observation<unknown>>>,
  unjudged: readonly Judged[],
): BlindSpot[] {
  const spots = new Map<string, BlindSpot & { readonly kinds: readonly string[] }>();
  for (const [kind, observation] of Object.entries(observations)) {
    if (observation.status !== 'unavailable') continue;
    const { reason, permission: grant, resource } = observation;
    const of = unjudged.filter(({ need }) => need === kind);
    const known = spots.get(reason);
    const kinds = [...(known?.kinds ?? []), EVIDENCE_WORDS[kind] ?? kind];
    const rules = [...new Set([...(known?.unjudged ?? []), ...of.map(({ ruleId }) => ruleId)])];
    spots.set(reason, { kinds, subject: owner, reason, unjudged: rules, grant, ...(resource && { resource }) });
  }
  return [...spots.values()].map(({ kinds, ...spot }) => ({
    ...spot,
    subject: `${spot.subject}: ${kinds.join(', ')}`,
  }));
}

/** What was seen in part of what belongs to no single origin. */
function ofWhole({ changes, owners }: NonNullable<Evidence['observations']>): BlindSpot[] {
  const unknown = changes?.status === 'observed' ? changes.value.unread : undefined;
  const untold = owners?.status === 'observed' ? owners.value.unread : undefined;
  return [
    ...(unknown ? [spot('the distribution: what was changed', unknown)] : []),
    ...(untold ? [spot('the distribution: who owns its resources', untold)] : []),
  ];
}

/** Settings and lists that were read in part. */
function ofParts({ origin, observations }: OriginEvidence): BlindSpot[] {
  const { connection } = origin;
  const unread = connection.type === 'vpc' ? connection.unread : undefined;
  const listener = observations.listener.status === 'observed' ? observations.listener.value : undefined;
  const cut = listener?.kind === 'found' ? listener.listener.certificatesCut : undefined;
  // Absent in what an older version saved.
  const { securityGroups, targets }: Partial<Observations> = observations;
  const groups = targets?.status === 'observed' ? targets.value.groups : [];
  const dark = groups.flatMap(({ name, unread: why }) => (why ? [{ name, why }] : []));
  const rules = securityGroups?.status === 'observed' ? securityGroups.value.unread : undefined;
  return [
    ...(unread ? [spot(`${origin.id}: settings of its VPC origin`, unread)] : []),
    ...(rules ? [spot(`${origin.id}: what its security groups admit`, rules)] : []),
    ...(cut ? [spot(`${origin.id}: list of certificates on the listener`, cut)] : []),
    ...dark.map(({ name, why }) => spot(`${origin.id}: targets of group ${name}`, why)),
    ...undescribed(origin.id, observations),
    ...unreadChains(origin.id, observations),
  ];
}

/** Certificates that were to be read to the last byte, and could not. */
function unreadChains(originId: string, { stored }: Partial<Observations>): BlindSpot[] {
  const unseen = stored?.status === 'observed' ? (stored.unseen ?? []) : [];
  return unseen.map((one) => spot(`${originId}: chains of the listener's certificates`, one));
}

/** Certificates of the listener that could not be read although others were, and why. */
function undescribed(originId: string, { listener, certificates }: Observations): BlindSpot[] {
  if (listener.status !== 'observed' || listener.value.kind !== 'found' || certificates.status !== 'observed')
    return [];
  const known = new Set(certificates.value.map(({ arn }) => arn));
  const missing = listener.value.listener.certificates.filter(({ arn }) => !known.has(arn));
  const count = `${missing.length} of the listener's certificates could not be described, ${missing[0]?.arn} first`;
  const subject = `${originId}: certificates on the listener`;
  const [first, ...others] = certificates.unseen ?? [{ reason: '' }];
  if (missing.length === 0) return [];
  const why = first?.reason ? { ...first, reason: `${count}: ${first.reason}` } : { reason: count };
  return [why, ...others].map((one) => spot(subject, one));
}

function spot(
  subject: string,
  { reason, permission }: { readonly reason: string; readonly permission?: string },
): BlindSpot {
  return { subject, reason, unjudged: [], grant: permission };
}

function ofPlan({ origin, observations: { handshakes } }: OriginEvidence): BlindSpot[] {
  if (handshakes.status !== 'observed') return [];
  return handshakes.value.omitted.map((reason) => ({ subject: `${origin.id}: handshake`, reason, unjudged: [] }));
}

function merge(spots: readonly BlindSpot[]): BlindSpot[] {
  const seen = new Map(spots.map((spot) => [`${spot.subject}\n${spot.reason}`, spot]));
  return [...seen.values()];
}
