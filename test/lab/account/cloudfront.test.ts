import {
  GetCachePolicyCommand,
  GetContinuousDeploymentPolicyCommand,
  GetDistributionCommand,
  GetDistributionTenantCommand,
  GetFunctionCommand,
  GetMonitoringSubscriptionCommand,
  GetOriginRequestPolicyCommand,
  GetVpcOriginCommand,
  ListDistributionTenantsCommand,
} from '@aws-sdk/client-cloudfront';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, send, signedFor } from './clients.ts';
import { ESTATE, LOAD_BALANCER, POLICY } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account).cloudfront;

describe('a distribution', () => {
  test('is told as CloudFront tells it', async () => {
    const { Distribution, ETag } = await here().send(new GetDistributionCommand({ Id: 'E1SHOP' }));
    const config = Distribution?.DistributionConfig;
    expect(ETag).toMatch(/^E[0-9A-F]{13}$/);
    expect(Distribution?.DomainName).toBe('d111111abcdef8.cloudfront.net');
    expect(Distribution?.LastModifiedTime).toBeInstanceOf(Date);
    expect(config?.Aliases).toEqual({ Quantity: 2, Items: ['www.shop.example', '*.shop.example'] });
    expect(config?.Comment).toBe('shop & "friends" <eu>');
    expect(config?.Enabled).toBe(true);
    expect(config?.Origins?.Quantity).toBe(3);
  });

  test('has custom, S3 and VPC origins', async () => {
    const { Distribution } = await here().send(new GetDistributionCommand({ Id: 'E1SHOP' }));
    const [custom, bucket, inside] = Distribution?.DistributionConfig?.Origins?.Items ?? [];
    expect(custom).toMatchObject({
      OriginPath: '/live',
      ConnectionAttempts: 2,
      ConnectionTimeout: 5,
      CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Origin-Secret', HeaderValue: 'a<b>&"c\'' }] },
      CustomOriginConfig: {
        HTTPPort: 8080,
        HTTPSPort: 8443,
        OriginProtocolPolicy: 'match-viewer',
        OriginSslProtocols: { Quantity: 2, Items: ['TLSv1.1', 'TLSv1.2'] },
        OriginReadTimeout: 20,
        IpAddressType: 'dualstack',
      },
    });
    expect(custom?.CustomOriginConfig?.OriginMtlsConfig?.ClientCertificateArn).toContain('66666666');
    expect(bucket?.S3OriginConfig).toEqual({ OriginAccessIdentity: '', OriginReadTimeout: 30 });
    expect(bucket?.CustomOriginConfig).toBeUndefined();
    expect(inside?.VpcOriginConfig?.VpcOriginId).toBe('vo_1');
  });

  test('has behaviors by policy and by the old settings, and origin groups', async () => {
    const { Distribution } = await here().send(new GetDistributionCommand({ Id: 'E1SHOP' }));
    const { DefaultCacheBehavior: byDefault, CacheBehaviors, OriginGroups } = Distribution?.DistributionConfig ?? {};
    expect(byDefault).toMatchObject({
      TargetOriginId: 'pair',
      OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      FunctionAssociations: {
        Items: [{ FunctionARN: 'arn:aws:cloudfront::111122223333:function/route', EventType: 'viewer-request' }],
      },
      LambdaFunctionAssociations: { Items: [{ EventType: 'origin-request' }] },
    });
    const [old] = CacheBehaviors?.Items ?? [];
    expect(old).toMatchObject({
      PathPattern: '/old/*',
      ForwardedValues: { QueryString: true, Headers: { Quantity: 1, Items: ['Host'] }, Cookies: { Forward: 'none' } },
    });
    expect(old?.CachePolicyId).toBeUndefined();
    expect(OriginGroups?.Items).toEqual([
      {
        Id: 'pair',
        FailoverCriteria: { StatusCodes: { Quantity: 4, Items: [500, 502, 503, 504] } },
        Members: { Quantity: 2, Items: [{ OriginId: 'alb' }, { OriginId: 'bucket' }] },
        SelectionCriteria: 'default',
      },
    ]);
  });

  test('with nothing but an origin has the rest by default', async () => {
    const { Distribution } = await here().send(new GetDistributionCommand({ Id: 'E2PLAIN' }));
    const config = Distribution?.DistributionConfig;
    expect(config?.Enabled).toBe(false);
    expect(config?.Aliases).toEqual({ Quantity: 0 });
    expect(config?.DefaultCacheBehavior?.TargetOriginId).toBe('only');
    expect(config?.Origins?.Items?.[0]?.CustomOriginConfig).toMatchObject({
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    });
  });
});

test('policies: the account’s own and AWS’s managed ones', async () => {
  const own = await here().send(new GetCachePolicyCommand({ Id: POLICY }));
  const parameters = own.CachePolicy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin;
  expect(parameters?.HeadersConfig).toEqual({ HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['Host'] } });
  const except = await here().send(new GetOriginRequestPolicyCommand({ Id: POLICY }));
  expect(except.OriginRequestPolicy?.OriginRequestPolicyConfig?.HeadersConfig).toEqual({
    HeaderBehavior: 'allExcept',
    Headers: { Quantity: 2, Items: ['Host', 'Cookie'] },
  });
  const managed = new GetOriginRequestPolicyCommand({ Id: '216adef6-5c7f-47e4-b989-5492eafa07d3' });
  const allViewer = (await here().send(managed)).OriginRequestPolicy?.OriginRequestPolicyConfig;
  expect(allViewer).toMatchObject({ Name: 'Managed-AllViewer', HeadersConfig: { HeaderBehavior: 'allViewer' } });
  expect(allViewer?.HeadersConfig?.Headers).toBeUndefined();
});

describe('a function', () => {
  const codeOf = async (Name: string, Stage?: 'LIVE' | 'DEVELOPMENT') => {
    const { FunctionCode, ContentType } = await here().send(new GetFunctionCommand({ Name, Stage }));
    return { code: Buffer.from(FunctionCode ?? []).toString('utf8'), ContentType };
  };

  test('answers its code, of the stage that is asked for', async () => {
    const live = await codeOf('route', 'LIVE');
    expect(live.code).toBe('function handler(e) { return e.request; } // é');
    expect(live.ContentType).toBe('application/octet-stream');
    expect((await codeOf('route')).code).toBe('// draft');
  });

  test('that was never published has no live stage', async () => {
    expect((await codeOf('unpublished', 'DEVELOPMENT')).code).toBe('// draft');
    expect((await errorOf(codeOf('unpublished', 'LIVE'))).name).toBe('NoSuchFunctionExists');
  });
});

test('additional metrics are on, off, or were never set up', async () => {
  const of = (DistributionId: string) => here().send(new GetMonitoringSubscriptionCommand({ DistributionId }));
  expect((await of('E1SHOP')).MonitoringSubscription).toEqual({
    RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: 'Enabled' },
  });
  expect((await errorOf(of('E2PLAIN'))).name).toBe('NoSuchMonitoringSubscription');
  expect((await errorOf(of('ENONE'))).name).toBe('NoSuchDistribution');
});

test('a VPC origin tells the load balancer behind it', async () => {
  const { VpcOrigin } = await here().send(new GetVpcOriginCommand({ Id: 'vo_1' }));
  expect(VpcOrigin).toMatchObject({
    Status: 'Deployed',
    AccountId: '444455556666',
    VpcOriginEndpointConfig: { Arn: LOAD_BALANCER, HTTPSPort: 8443, OriginSslProtocols: { Items: ['TLSv1.2'] } },
  });
});

test.each([
  ['NoSuchDistribution', () => here().send(new GetDistributionCommand({ Id: 'ENONE' }))],
  ['NoSuchCachePolicy', () => here().send(new GetCachePolicyCommand({ Id: 'none' }))],
  ['NoSuchOriginRequestPolicy', () => here().send(new GetOriginRequestPolicyCommand({ Id: 'none' }))],
  ['NoSuchFunctionExists', () => here().send(new GetFunctionCommand({ Name: 'none' }))],
  ['NoSuchContinuousDeploymentPolicy', () => here().send(new GetContinuousDeploymentPolicyCommand({ Id: 'none' }))],
  ['EntityNotFound', () => here().send(new GetVpcOriginCommand({ Id: 'none' }))],
  ['EntityNotFound', () => here().send(new GetDistributionTenantCommand({ Identifier: 'none' }))],
])('%s is a modelled error with status 404', async (name, call) => {
  const error = await errorOf(call());
  expect(error.name).toBe(name);
  expect(error).toMatchObject({ $metadata: { httpStatusCode: 404 }, $fault: 'client' });
  expect(account.calls.at(-1)).toMatchObject({ service: 'cloudfront', outcome: name });
});

test('tenants are listed by their distribution, page by page, without the parameters that each has', async () => {
  const of = { AssociationFilter: { DistributionId: 'E3TENANTS' } };
  const all = await here().send(new ListDistributionTenantsCommand(of));
  expect(all.DistributionTenantList?.map(({ Name, Enabled, Domains }) => [Name, Enabled, Domains])).toEqual([
    ['shop-a', true, [{ Domain: 'a.example', Status: 'active' }]],
    ['shop-b', false, [{ Domain: 'b.example', Status: 'active' }]],
  ]);
  expect(all.NextMarker).toBeUndefined();
  const first = await here().send(new ListDistributionTenantsCommand({ ...of, MaxItems: 1 }));
  const Marker = first.NextMarker;
  const rest = await here().send(new ListDistributionTenantsCommand({ ...of, MaxItems: 1, Marker }));
  expect(rest.DistributionTenantList?.map(({ Id }) => Id)).toEqual(['dt_b']);
  const none = await here().send(new ListDistributionTenantsCommand({ AssociationFilter: { DistributionId: 'E0' } }));
  expect(none.DistributionTenantList).toEqual([]);
  const { DistributionTenant } = await here().send(new GetDistributionTenantCommand({ Identifier: 'shop-a' }));
  expect(DistributionTenant).toMatchObject({ Id: 'dt_a', Parameters: [{ Name: 'host', Value: 'a&b' }] });
});

test.each([
  '',
  '<',
  '<A><B></A>',
  '<A/><A/>',
  '<A>x</A>y',
  '<A><Marker>&#x110000;</Marker></A>',
  'null',
  '<A>'.repeat(20),
])('a body that is no document is refused: %j', async (body) => {
  const request = { path: '/2020-05-31/distribution-tenants', headers: { authorization: signedFor('cloudfront') } };
  const { status } = await send(account, { ...request, method: 'POST', body });
  expect(status).toBe(400);
  expect(account.calls.at(-1)?.outcome).not.toBe('InternalFailure');
});

test('is global: a signature for another region is refused', async () => {
  const path = '/2020-05-31/distribution/E1SHOP';
  const request = { path, headers: { authorization: signedFor('cloudfront', 'eu-west-1') } };
  const answer = await send(account, request);
  expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>') });
});
