import type { HostForwarding } from '../model/distribution.ts';

/** A policy as far as Host goes. `name` as AWS or the account calls it. */
export type HostPolicy =
  | { readonly kind: 'decided'; readonly forwardsHost: boolean; readonly id: string; readonly name?: string }
  | { readonly kind: 'unread'; readonly reason: string; readonly permission?: string };

/** What `HeadersConfig` of a policy says. */
export type HeadersConfig = { readonly behavior: string | undefined; readonly headers: readonly string[] };

type Managed = Readonly<Record<string, { readonly name: string; readonly forwardsHost: boolean }>>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const MANAGED_ORIGIN_REQUEST_POLICIES: Managed = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { name: 'Managed-AllViewer', forwardsHost: true },
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    name: 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    forwardsHost: true,
  },
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': { name: 'Managed-HostHeaderOnly', forwardsHost: true },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { name: 'Managed-AllViewerExceptHostHeader', forwardsHost: false },
  '59781a5b-3903-41f3-afcb-af62929ccde1': { name: 'Managed-CORS-CustomOrigin', forwardsHost: false },
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': { name: 'Managed-CORS-S3Origin', forwardsHost: false },
  '775133bc-15f2-49f9-abea-afb2e0bf67d2': {
    name: 'Managed-Elemental-MediaTailor-PersonalizedManifests',
    forwardsHost: false,
  },
  'acba4595-bd28-49b8-b9fe-13317c0390fa': { name: 'Managed-UserAgentRefererHeaders', forwardsHost: false },
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED_CACHE_POLICIES: Managed = {
  '2e54312d-136d-493c-8eb9-b001f22f67d2': { name: 'Managed-Amplify', forwardsHost: true },
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': { name: 'Managed-UseOriginCacheControlHeaders', forwardsHost: true },
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': {
    name: 'Managed-UseOriginCacheControlHeaders-QueryStrings',
    forwardsHost: true,
  },
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { name: 'Managed-CachingDisabled', forwardsHost: false },
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { name: 'Managed-CachingOptimized', forwardsHost: false },
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': {
    name: 'Managed-CachingOptimizedForUncompressedObjects',
    forwardsHost: false,
  },
  '08627262-05a9-4f76-9ded-b50ca2e3a84f': { name: 'Managed-Elemental-MediaPackage', forwardsHost: false },
};

/** What is known of one of AWS's own origin request policies without asking; undefined for any other id. */
export function managedOriginRequestPolicy(id: string): HostPolicy | undefined {
  return known(MANAGED_ORIGIN_REQUEST_POLICIES, id);
}

/** The same for cache policies. */
export function managedCachePolicy(id: string): HostPolicy | undefined {
  return known(MANAGED_CACHE_POLICIES, id);
}

function known(table: Managed, id: string): HostPolicy | undefined {
  const policy = Object.hasOwn(table, id) ? table[id] : undefined;
  return policy && { kind: 'decided', id, ...policy };
}

/** Whether a policy with this `HeadersConfig` sends Host on; undefined for a header behavior that we do not know. */
export function forwardsHost({ behavior, headers }: HeadersConfig): boolean | undefined {
  switch (behavior) {
    case 'none':
      return false;
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
      return true;
    case 'whitelist':
      return namesHost(headers);
    case 'allExcept':
      return !namesHost(headers);
    default:
      return undefined;
  }
}

function namesHost(headers: readonly string[]): boolean {
  return headers.some((header) => header.toLowerCase() === 'host');
}

/** Legacy `ForwardedValues.Headers`: `*` forwards all headers. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html */
export function forwardedValues(headers: readonly string[]): HostForwarding {
  const forwarded = namesHost(headers) || headers.includes('*');
  return forwarded ? { kind: 'forwarded', by: 'forwarded-values' } : { kind: 'not-forwarded' };
}

/**
 * What the two policies of a behavior decide together. What is in the cache key is sent to the origin, whatever the origin
 * request policy leaves out: the cache policy's allow-list wins over `allExcept`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
export function byPolicies(originRequest: HostPolicy | undefined, cache: HostPolicy | undefined): HostForwarding {
  const both = [
    { by: 'origin-request-policy', policy: originRequest },
    { by: 'cache-policy', policy: cache },
  ] as const;
  for (const { by, policy } of both) {
    if (policy?.kind === 'decided' && policy.forwardsHost) {
      const also = policy === originRequest ? forwarding(cache) : undefined;
      const vain = policy !== originRequest && originRequest?.kind === 'decided' ? originRequest : undefined;
      return {
        kind: 'forwarded',
        by,
        ...named(policy),
        ...(also && { alsoBy: named(also) }),
        ...(vain && { despite: named(vain) }),
      };
    }
  }
  const unread = both.map(({ policy }) => policy).find((policy) => policy?.kind === 'unread');
  if (unread?.kind !== 'unread') return { kind: 'not-forwarded' };
  const { reason, permission } = unread;
  return permission ? { kind: 'unknown', reason, permission } : { kind: 'unknown', reason };
}

type Decided = Extract<HostPolicy, { kind: 'decided' }>;

function forwarding(policy: HostPolicy | undefined): Decided | undefined {
  return policy?.kind === 'decided' && policy.forwardsHost ? policy : undefined;
}

function named({ id, name }: Decided) {
  return { policyId: id, ...(name && { policyName: name }) };
}
