import type { DefaultCacheBehavior as RawBehavior } from '@aws-sdk/client-cloudfront';
import {
  byPolicies,
  forwardedValues,
  forwardsHost,
  type HeadersConfig,
  type HostPolicy,
  managedCachePolicy,
  managedOriginRequestPolicy,
} from '../cloudfront/host-header.ts';
import type { HostForwarding } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { bare, isError, observe, observed, unavailable } from './observe.ts';

/** Ids of the account's own policies. */
export type PolicyIds = { readonly originRequest: readonly string[]; readonly cache: readonly string[] };

/** What the policies that were read say, by id. */
export type HostPolicies = {
  readonly originRequest: ReadonlyMap<string, HostPolicy>;
  readonly cache: ReadonlyMap<string, HostPolicy>;
};

type Deciding = Pick<RawBehavior, 'OriginRequestPolicyId' | 'CachePolicyId' | 'ForwardedValues'>;

/** The policies that must be read, each once: none of AWS's own, and none where the other one already forwards Host. */
export function policiesToRead(behaviors: readonly Deciding[]): PolicyIds {
  const open = behaviors.filter((behavior) => {
    const { originRequest, cache } = known(behavior, { originRequest: new Map(), cache: new Map() });
    return byPolicies(originRequest, cache).kind !== 'forwarded';
  });
  const originRequest = open.flatMap(({ OriginRequestPolicyId: id }) => id || []);
  const cache = open.flatMap(({ CachePolicyId: id }) => id || []);
  return {
    originRequest: [...new Set(originRequest)].filter((id) => !managedOriginRequestPolicy(id)),
    cache: [...new Set(cache)].filter((id) => !managedCachePolicy(id)),
  };
}

/** Whether a behavior forwards Host, from its policies or its legacy settings. */
export function hostForwarding(behavior: Deciding, policies: HostPolicies): HostForwarding {
  const { CachePolicyId, OriginRequestPolicyId, ForwardedValues } = behavior;
  if (!CachePolicyId && !OriginRequestPolicyId) return forwardedValues(ForwardedValues?.Headers?.Items ?? []);
  const { originRequest, cache } = known(behavior, policies);
  return byPolicies(originRequest, cache);
}

function known({ OriginRequestPolicyId: originRequestId, CachePolicyId: cacheId }: Deciding, policies: HostPolicies) {
  return {
    originRequest: originRequestId
      ? (managedOriginRequestPolicy(originRequestId) ?? policies.originRequest.get(originRequestId))
      : undefined,
    cache: cacheId ? (managedCachePolicy(cacheId) ?? policies.cache.get(cacheId)) : undefined,
  };
}

/** Reads every policy, side by side; a denied one is said to be unread. */
export async function readPolicies(aws: Aws, ids: PolicyIds, signal: AbortSignal): Promise<HostPolicies> {
  const [originRequest, cache] = await Promise.all([
    readEach(ids.originRequest, (id) => readOriginRequestPolicy(aws, id, signal)),
    readEach(ids.cache, (id) => readCachePolicy(aws, id, signal)),
  ]);
  return { originRequest, cache };
}

async function readEach(ids: readonly string[], read: (id: string) => Promise<Observation<HostPolicy>>) {
  const entries = ids.map(async (id) => [id, asPolicy(await read(id))] as const);
  return new Map(await Promise.all(entries));
}

function asPolicy(seen: Observation<HostPolicy>): HostPolicy {
  if (seen.status === 'observed') return seen.value;
  return { kind: 'unread', ...bare(seen) };
}

async function readOriginRequestPolicy(aws: Aws, id: string, signal: AbortSignal): Promise<Observation<HostPolicy>> {
  return reading('cloudfront:GetOriginRequestPolicy', `origin request policy ${id}`, async () => {
    const { sdk, client } = await aws.cloudfront();
    const answer = await client.send(new sdk.GetOriginRequestPolicyCommand({ Id: id }), { abortSignal: signal });
    const config = answer.OriginRequestPolicy?.OriginRequestPolicyConfig;
    return toPolicy(id, config?.Name, config?.HeadersConfig);
  });
}

async function readCachePolicy(aws: Aws, id: string, signal: AbortSignal): Promise<Observation<HostPolicy>> {
  return reading('cloudfront:GetCachePolicy', `cache policy ${id}`, async () => {
    const { sdk, client } = await aws.cloudfront();
    const answer = await client.send(new sdk.GetCachePolicyCommand({ Id: id }), { abortSignal: signal });
    const config = answer.CachePolicy?.CachePolicyConfig;
    return toPolicy(id, config?.Name, config?.ParametersInCacheKeyAndForwardedToOrigin?.HeadersConfig);
  });
}

async function reading(
  action: string,
  what: string,
  read: () => Promise<HostPolicy>,
): Promise<Observation<HostPolicy>> {
  return observe(action, async () => {
    try {
      return observed(await read());
    } catch (error) {
      if (isError(error, 'NoSuchOriginRequestPolicy', 'NoSuchCachePolicy'))
        return unavailable(`${what} does not exist`);
      throw error;
    }
  });
}

type RawHeadersConfig = { readonly HeaderBehavior?: string; readonly Headers?: { readonly Items?: readonly string[] } };

/** A cache policy without `ParametersInCacheKeyAndForwardedToOrigin` has no header in its key. */
export function toPolicy(id: string, name: string | undefined, raw: RawHeadersConfig | undefined): HostPolicy {
  const config: HeadersConfig = { behavior: raw ? raw.HeaderBehavior : 'none', headers: raw?.Headers?.Items ?? [] };
  const forwards = forwardsHost(config);
  if (forwards === undefined) {
    const reason = `policy ${name ?? id} forwards headers in a way that is not known here: ${config.behavior ?? 'none said'}`;
    return { kind: 'unread', reason };
  }
  return { kind: 'decided', forwardsHost: forwards, id, ...(name && { name }) };
}
