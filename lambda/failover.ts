import { behaviorsReaching } from './cloudfront/behaviors.ts';
import { configuredId, sharesTenants } from './cloudfront/tenants.ts';
import type { Distribution, Origin, OriginGroup } from './model/distribution.ts';
import type { Evidence, OriginEvidence } from './model/evidence.ts';
import type { Finding } from './model/finding.ts';

/** As what a failure of the first member counts: `any` of the codes will do, or it is open which one counts (`open`). */
export type FailsAs = { readonly codes: readonly number[]; readonly by: 'any' | 'open' };

/** What an origin group makes of the failure of its first member. */
export type Failover = {
  readonly group: OriginGroup;
  /** Undefined where the configuration names an origin that it does not have. */
  readonly spare: Origin | undefined;
  readonly failsAs: FailsAs;
  /** Whether requests go over to the spare: `open` where AWS does not say. */
  readonly goesOver: 'yes' | 'no' | 'open';
  /** Codes to add so that they surely do. */
  readonly missing: readonly number[];
  readonly spareIs: 'sound' | 'failing' | 'unseen';
  /** A behavior before it lets methods through that never go over. */
  readonly takesWrites: boolean;
};

/** Only these go over. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const GOING_OVER: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** A connection that fails counts as 503; whether one that nobody answers counts as 503 or 504 is open, so either will do. */
const REFUSED: readonly string[] = ['port-refused'];
const SILENT: readonly string[] = [
  'port-unreachable',
  'listener-missing',
  'security-group-blocks-cloudfront',
  'origin-address-private',
];
/** An answer that takes too long counts as 504. */
const SLOW: readonly string[] = ['origin-slow'];
/** What the origin itself answered is its own code. */
const ANSWERS: readonly string[] = ['origin-answers-5xx', 'no-healthy-targets', 'load-balancer-counts-5xx'];

/**
 * What AWS says of how a failure counts: connections under 503, silence under 504, an answer under its own code. Of a name or
 * a handshake that fails it says nothing. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
function failsAs({ ruleId }: Finding, { observations: { answer } }: OriginEvidence): FailsAs | undefined {
  if (REFUSED.includes(ruleId)) return { codes: [503], by: 'any' };
  if (SILENT.includes(ruleId)) return { codes: [503, 504], by: 'any' };
  if (SLOW.includes(ruleId)) return { codes: [504], by: 'any' };
  if (!ANSWERS.includes(ruleId)) return { codes: [502, 503], by: 'open' };
  const isError = answer.status === 'observed' && answer.value.kind === 'answered' && answer.value.status >= 500;
  return isError ? { codes: [answer.value.status], by: 'any' } : undefined;
}

/** What becomes of requests where this finding's origin is the first of an origin group that a behavior uses. */
export function failoverOf(
  finding: Finding,
  leading: readonly Finding[],
  { distribution, origins }: Evidence,
): Failover | undefined {
  const seen = origins.find(({ origin }) => origin.id === finding.originId);
  if (distribution.status !== 'observed' || !seen) return undefined;
  const group = groupBefore(configuredId(finding.originId, distribution.value), distribution.value);
  const as = failsAs(finding, seen);
  if (!group || !as) return undefined;
  const held = as.codes.filter((code) => group.failoverCodes.includes(code));
  const isSure = as.by === 'any' ? held.length > 0 : held.length === as.codes.length;
  const [, spareId] = group.members;
  const known = distribution.value;
  const spare = origins.find(
    ({ origin: { id } }) => configuredId(id, known) === spareId && sharesTenants(id, finding.originId, known),
  );
  return {
    group,
    spare: spare?.origin ?? distribution.value.origins.find(({ id }) => id === spareId),
    failsAs: as,
    goesOver: isSure ? 'yes' : held.length > 0 ? 'open' : 'no',
    missing: isSure ? [] : as.codes.filter((code) => !held.includes(code)),
    spareIs: stateOf(spare, leading),
    takesWrites: behaviorsReaching(finding.originId, distribution.value).some(({ methods = [] }) =>
      methods.some((method) => !GOING_OVER.includes(method)),
    ),
  };
}

/** An origin that some behavior asks directly does not wait for its group. */
function groupBefore(originId: string, { behaviors, originGroups }: Distribution): OriginGroup | undefined {
  const used = originGroups.filter(({ id }) => behaviors.some(({ targetOriginId }) => targetOriginId === id));
  return used.find(({ members }) => members[0] === originId);
}

function stateOf(spare: OriginEvidence | undefined, leading: readonly Finding[]): Failover['spareIs'] {
  if (leading.some(({ originId }) => originId === spare?.origin.id)) return 'failing';
  const handshakes = spare?.observations.handshakes;
  if (handshakes?.status !== 'observed' || handshakes.value.dials.length === 0) return 'unseen';
  const isSound = handshakes.value.dials.every(({ outcome }) => ['completed', 'connected'].includes(outcome.kind));
  return isSound ? 'sound' : 'unseen';
}
