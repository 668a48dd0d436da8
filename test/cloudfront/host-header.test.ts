import { describe, expect, test } from '@jest/globals';
import {
  byPolicies,
  forwardedValues,
  forwardsHost,
  type HostPolicy,
  managedCachePolicy,
  managedOriginRequestPolicy,
} from '../../lambda/cloudfront/host-header.ts';

const decided = (forwards: boolean, id = 'policy'): HostPolicy => ({
  kind: 'decided',
  forwardsHost: forwards,
  id,
  name: `${id}-name`,
});
const unread: HostPolicy = { kind: 'unread', reason: 'denied', permission: 'cloudfront:GetCachePolicy' };

describe('one policy', () => {
  test.each([
    ['none', [], false],
    ['allViewer', [], true],
    ['allViewerAndWhitelistCloudFront', ['CloudFront-Viewer-Country'], true],
    ['whitelist', ['Accept', 'HOST'], true],
    ['whitelist', ['Accept', 'X-Forwarded-Host'], false],
    ['allExcept', ['host'], false],
    ['allExcept', ['Cookie'], true],
    ['someBehaviorOfNextYear', ['Host'], undefined],
    [undefined, ['Host'], undefined],
  ])('%s %j: %s', (behavior, headers, expected) => expect(forwardsHost({ behavior, headers })).toBe(expected));

  test.each([
    ['216adef6-5c7f-47e4-b989-5492eafa07d3', true],
    ['b689b0a8-53d0-40ab-baf2-68738e2966ac', false],
    ['bf0718e1-ba1e-49d1-88b1-f726733018ae', true],
  ])("AWS's own origin request policy %s needs no call", (id, forwards) =>
    expect(managedOriginRequestPolicy(id)).toMatchObject({ kind: 'decided', forwardsHost: forwards, id }),
  );

  test('its own cache policies neither, and no table answers for the other', () => {
    expect(managedCachePolicy('4cc15a8a-d715-48a4-82b8-cc0b614638fe')).toMatchObject({ forwardsHost: true });
    expect(managedCachePolicy('658327ea-f89d-4fab-a63d-7e88639e58f6')).toMatchObject({ forwardsHost: false });
    expect(managedCachePolicy('216adef6-5c7f-47e4-b989-5492eafa07d3')).toBeUndefined();
    expect(managedCachePolicy('constructor')).toBeUndefined();
    expect(managedOriginRequestPolicy('__proto__')).toBeUndefined();
  });
});

describe('a behavior', () => {
  test('forwards nothing without policies', () => {
    expect(byPolicies(undefined, undefined)).toEqual({ kind: 'not-forwarded' });
    expect(byPolicies(decided(false), decided(false))).toEqual({ kind: 'not-forwarded' });
  });

  test('names the policy that decides', () => {
    expect(byPolicies(decided(true, 'orp'), decided(false))).toEqual({
      kind: 'forwarded',
      by: 'origin-request-policy',
      policyId: 'orp',
      policyName: 'orp-name',
    });
  });

  test("obeys the cache policy's allow-list although the origin request policy leaves Host out", () => {
    expect(byPolicies(decided(false), decided(true, 'cp'))).toMatchObject({
      kind: 'forwarded',
      by: 'cache-policy',
      policyId: 'cp',
      despite: { policyId: expect.any(String) },
    });
    expect(byPolicies(undefined, decided(true, 'cp'))).not.toHaveProperty('despite');
  });

  test('is unknown where the policy that could still decide was not read', () => {
    expect(byPolicies(decided(false), unread)).toEqual({
      kind: 'unknown',
      reason: 'denied',
      permission: 'cloudfront:GetCachePolicy',
    });
    expect(byPolicies(unread, undefined)).toMatchObject({ kind: 'unknown' });
  });

  test('is known although one policy was not read, where the other one forwards Host', () => {
    expect(byPolicies(decided(true), unread)).toMatchObject({ kind: 'forwarded' });
    expect(byPolicies(unread, decided(true))).toMatchObject({ kind: 'forwarded', by: 'cache-policy' });
  });

  test.each([
    [['Accept', 'host'], 'forwarded'],
    [['*'], 'forwarded'],
    [['Accept'], 'not-forwarded'],
    [[], 'not-forwarded'],
  ])('with legacy settings %j: %s', (headers, kind) => expect(forwardedValues(headers)).toMatchObject({ kind }));
});
