import { describe, expect, test } from '@jest/globals';
import type { HostForwarding } from '../../lambda/model/distribution.ts';
import { hostSenders, stopForwardingHost } from '../../lambda/remedies/host-policy.ts';
import { behavior, distribution, observations, origin } from '../evidence.ts';

const seen = (...ways: readonly HostForwarding[]) => ({
  ...observations(),
  origin: origin(),
  distribution: distribution({ behaviors: ways.map((hostForwarding) => behavior({ hostForwarding })) }),
  examinedAt: '2026-11-23T03:12:00.000Z',
});
const commands = (...ways: readonly HostForwarding[]) =>
  stopForwardingHost(seen(...ways), false).map(({ command }) => command ?? '');

const REQUEST = { kind: 'forwarded', by: 'origin-request-policy', policyId: 'orp', policyName: 'all' } as const;
const CACHE = { kind: 'forwarded', by: 'cache-policy', policyId: 'cp', policyName: 'by host "x"' } as const;

describe('no longer forwarding Host', () => {
  test('changes the origin request policy alone where that alone sends it', () => {
    const [only, ...others] = commands(REQUEST);
    expect(others).toEqual([]);
    expect(only).toContain('if .OriginRequestPolicyId == "orp" then .OriginRequestPolicyId = "b689b0a8');
    expect(only).not.toContain('.CachePolicyId =');
  });

  test('copies each cache policy that has Host in its key, under a name that CloudFront takes', () => {
    const steps = commands(REQUEST, CACHE, { ...CACHE, policyId: 'cp2', policyName: 'second' });
    expect(steps).toHaveLength(3);
    expect(steps[0]).toContain('get-cache-policy --id cp ');
    expect(steps[0]).toContain('--arg name by-host--x--without-host');
    expect(steps[1]).toContain('get-cache-policy --id cp2 ');
    expect(steps[2]).toContain('.CachePolicyId == "cp" then .CachePolicyId = "CACHE_POLICY_ID" else');
    expect(steps[2]).toContain('.CachePolicyId == "cp2" then .CachePolicyId = "CACHE_POLICY_ID_2" else');
  });

  test('takes Host off the list of legacy settings', () => {
    const [only] = commands({ kind: 'forwarded', by: 'forwarded-values' });
    expect(only).toContain('select(ascii_downcase != "host")');
  });

  test('where the policy was not read, gives one to behaviors that have policies', () => {
    const [only] = commands({ kind: 'unknown', reason: 'denied' });
    expect(only).toContain('if .CachePolicyId then .OriginRequestPolicyId =');
    expect(stopForwardingHost(seen({ kind: 'unknown', reason: 'denied' }), true)[0]?.action).toContain(
      'the cache policy must not hold Host either',
    );
  });

  test('tells who sends it, each once, and in vain left out where the key wins', () => {
    expect(hostSenders(seen(REQUEST, REQUEST))).toEqual(['Host forwarded by: all (origin request policy)']);
    expect(hostSenders(seen({ ...CACHE, despite: { policyId: 'b689' } }))[0]).toContain(
      'although b689 (origin request policy) leaves it out: the cache key wins',
    );
    expect(hostSenders(seen({ kind: 'forwarded', by: 'forwarded-values' }))).toEqual([]);
  });
});
