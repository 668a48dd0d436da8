import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { list, unique } from '../dials.ts';
import type { HostForwarding } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { editBehaviors } from './edit-distribution.ts';
import type { Sight } from './serving.ts';
import { shellLine } from './shell.ts';

/** Managed-AllViewerExceptHostHeader. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
/** Managed-CachingDisabled. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHE_NOTHING = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** Stands in commands for the id of the n-th cache policy without Host, which a step before prints. */
const copied = (index: number) => (index === 0 ? 'CACHE_POLICY_ID' : `CACHE_POLICY_ID_${index + 1}`);

const TOGETHER =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html';
const MANAGED =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html';

/** A policy that sends Host to the origin. */
type Policy = { readonly policyId: string; readonly policyName?: string };

/** What makes the behaviors before an origin send the viewer's Host. */
type Senders = {
  readonly requestPolicies: readonly Policy[];
  readonly cachePolicies: readonly Policy[];
  /** Origin request policies that leave Host out in vain. */
  readonly vain: readonly Policy[];
  readonly legacy: boolean;
};

/**
 * Lets CloudFront send the origin's own domain name instead of the viewer's Host: every policy that forwards it must go. What
 * is in the cache key is sent, whatever the origin request policy leaves out. `start` begins the first sentence.
 */
export function stopForwardingHost(seen: Sight, isCovered: boolean, start = 'Or stop'): Step[] {
  const { origin } = seen;
  const senders = sendersOf(seen);
  const covered = isCovered ? ', which the certificate covers' : '';
  const goal = `${start} forwarding the viewer's Host: CloudFront then asks for ${origin.domainName}${covered}. ${COST}`;
  const swap = `${whatChanges(senders)} dist.json keeps what was there`;
  if (senders.cachePolicies.length === 0) return [put(seen, senders, `${goal} ${swap}`)];
  return [
    ...senders.cachePolicies.map((cache, index) =>
      withoutHost(senders, cache, index, index === 0 ? goal : 'The same again.'),
    ),
    put(seen, senders, `Then change the behaviors: ${swap}`),
  ];
}

const COST = 'The origin no longer sees which alias was asked for (virtual hosts, redirects, links).';

/** One line of evidence: every policy that forwards Host; none where it comes by legacy settings or an unread policy. */
export function hostSenders(seen: Pick<Sight, 'origin' | 'distribution'>): string[] {
  const { requestPolicies, cachePolicies, vain } = sendersOf(seen);
  const all = [
    ...requestPolicies.map((one) => `${called(one)} (origin request policy)`),
    ...cachePolicies.map((one) => `${called(one)} (cache policy)`),
  ];
  if (all.length === 0) return [];
  const leak = vain[0] ? `, although ${called(vain[0])} (origin request policy) leaves it out: the cache key wins` : '';
  return [`Host forwarded by: ${list(all)}${leak}`];
}

function sendersOf({ origin, distribution }: Pick<Sight, 'origin' | 'distribution'>): Senders {
  const ways = behaviorsReaching(origin.id, distribution).flatMap(({ hostForwarding }) =>
    hostForwarding.kind === 'forwarded' ? [hostForwarding] : [],
  );
  return {
    requestPolicies: once(ways.flatMap((way) => (way.by === 'origin-request-policy' ? own(way) : []))),
    cachePolicies: once(ways.flatMap((way) => (way.by === 'cache-policy' ? own(way) : (way.alsoBy ?? [])))),
    vain: once(ways.flatMap(({ despite }) => despite ?? [])),
    legacy: ways.some(({ by }) => by === 'forwarded-values'),
  };
}

function own({ policyId, policyName }: Extract<HostForwarding, { kind: 'forwarded' }>): Policy[] {
  return policyId ? [{ policyId, ...(policyName && { policyName }) }] : [];
}

function once(policies: readonly Policy[]): Policy[] {
  return [...new Map(policies.map((one) => [one.policyId, one])).values()];
}

function called({ policyId, policyName }: Policy): string {
  return policyName ?? policyId;
}

/** A copy of the cache policy whose key has no Host: it caches as before. */
function withoutHost({ vain }: Senders, cache: Policy, index: number, goal: string): Step {
  const name = `${called(cache)
    .replace(/^Managed-/, '')
    .replace(/[^A-Za-z0-9_-]/g, '-')
    .slice(0, 100)}-without-host`;
  const read = shellLine('aws', 'cloudfront', 'get-cache-policy', '--id', cache.policyId, '--query', CONFIG);
  const edit = shellLine('jq', '--arg', 'name', name, DROP_HOST, 'cache.json');
  const create = shellLine('aws', 'cloudfront', 'create-cache-policy', '--query', 'CachePolicy.Id', ...FROM_FILE);
  const leak = vain[0] ? ` It wins over ${called(vain[0])}, which leaves Host out.` : '';
  return {
    action: `${goal} The cache policy ${called(cache)} has Host in its key, and what is in the key is sent.${leak} Copy it without Host; this prints ${copied(index)}. Where nothing need be cached, or your plan allows no policy of your own, take Managed-CachingDisabled (${CACHE_NOTHING}) instead`,
    command: `${read} > cache.json && ${edit} > no-host.json && ${create}`,
    reference: TOGETHER,
  };
}

const CONFIG = 'CachePolicy.CachePolicyConfig';
const FROM_FILE = ['--output', 'text', '--cache-policy-config', 'file://no-host.json'];
const DROP_HOST =
  '.Name = $name | .ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig |= ([.Headers.Items[]? | select(ascii_downcase != "host")] | if length > 0 then {HeaderBehavior: "whitelist", Headers: {Quantity: length, Items: .}} else {HeaderBehavior: "none"} end)';

function whatChanges({ requestPolicies, cachePolicies, legacy }: Senders): string {
  const parts = [
    ...(requestPolicies.length > 0
      ? [`Managed-AllViewerExceptHostHeader takes the place of ${list(requestPolicies.map(called))}.`]
      : []),
    ...cachePolicies.map((cache, index) => `${copied(index)} takes the place of ${called(cache)}.`),
    ...(legacy
      ? ['Host goes off the list of headers; where all are forwarded, managed policies that cache nothing take over.']
      : []),
  ];
  if (parts.length > 0) return parts.join(' ');
  return 'Managed-AllViewerExceptHostHeader becomes the origin request policy; the cache policy must not hold Host either.';
}

/** Every behavior that reaches the origin loses what sends Host. */
function put(seen: Sight, senders: Senders, action: string): Step {
  const { requestPolicies, cachePolicies, legacy } = senders;
  const swaps = [
    ...requestPolicies.map((one) => swap('OriginRequestPolicyId', one.policyId, ALL_BUT_HOST)),
    ...cachePolicies.map(({ policyId }, index) => swap('CachePolicyId', policyId, copied(index))),
    ...(legacy ? [LEGACY] : []),
  ];
  const edit = swaps.length > 0 ? unique(swaps).join(' | ') : UNREAD;
  return { ...editBehaviors(action, seen.distribution, seen.origin.id, edit), reference: MANAGED };
}

const swap = (key: string, old: string, now: string) =>
  `(if .${key} == ${JSON.stringify(old)} then .${key} = "${now}" else . end)`;

/** An origin request policy needs a cache policy beside it. */
const UNREAD = `(if .CachePolicyId then .OriginRequestPolicyId = "${ALL_BUT_HOST}" else . end)`;

/** With all headers forwarded nothing is cached. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html */
const LEGACY = `(if .ForwardedValues.Headers.Items | index("*") then del(.ForwardedValues, .MinTTL, .DefaultTTL, .MaxTTL) | .CachePolicyId = "${CACHE_NOTHING}" | .OriginRequestPolicyId = "${ALL_BUT_HOST}" elif .ForwardedValues.Headers.Items then .ForwardedValues.Headers |= ([.Items[] | select(ascii_downcase != "host")] | {Quantity: length, Items: .}) else . end)`;
