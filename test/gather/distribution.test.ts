import { describe, expect, test } from '@jest/globals';
import { readDistribution } from '../../lambda/gather/distribution.ts';
import { saidBy } from '../../lambda/gather/edge-function.ts';
import { toPolicy } from '../../lambda/gather/host-policies.ts';
import { toVpcOrigin } from '../../lambda/gather/vpc-origin.ts';
import type { Distribution } from '../../lambda/model/distribution.ts';
import { type Answers, awsError, denied, pretendAws } from './pretend-aws.ts';

const ID = 'EDFDVBD6EXAMPLE';
const SIGNAL = new AbortController().signal;
const WITHIN_MS = 60_000;
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ROUTER = 'arn:aws:cloudfront::111122223333:function/router';
const LIST = (...Items: readonly unknown[]) => ({ Quantity: Items.length, Items });

const WEB = {
  Id: 'web',
  DomainName: 'Origin.Example.com.',
  OriginPath: '/app',
  CustomHeaders: LIST({ HeaderName: 'X-Origin-Verify', HeaderValue: 'hunter2-the-secret' }),
  CustomOriginConfig: {
    HTTPPort: 8080,
    HTTPSPort: 8443,
    OriginProtocolPolicy: 'match-viewer',
    OriginSslProtocols: LIST('TLSv1.1', 'TLSv1.2'),
    OriginReadTimeout: 45,
    OriginKeepaliveTimeout: 5,
    IpAddressType: 'dualstack',
    OriginMtlsConfig: { ClientCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c' },
  },
  ConnectionAttempts: 2,
  ConnectionTimeout: 7,
};
const BUCKET = {
  Id: 'bucket',
  DomainName: 'files.s3.eu-west-1.amazonaws.com',
  S3OriginConfig: { OriginAccessIdentity: '' },
};
const INNER = {
  Id: 'inner',
  DomainName: 'inner.example.com',
  VpcOriginConfig: { VpcOriginId: 'vo_1', OriginReadTimeout: 20 },
};

function raw(config: object = {}) {
  return {
    Id: ID,
    ARN: `arn:aws:cloudfront::111122223333:distribution/${ID}`,
    Status: 'Deployed',
    DomainName: 'd111111abcdef8.cloudfront.net',
    DistributionConfig: {
      Aliases: LIST('WWW.example.com', '*.example.com'),
      Origins: LIST(WEB),
      DefaultCacheBehavior: {
        TargetOriginId: 'web',
        ViewerProtocolPolicy: 'redirect-to-https',
        CachePolicyId: CACHING_OPTIMIZED,
      },
      CacheBehaviors: { Quantity: 0 },
      OriginGroups: { Quantity: 0 },
      Enabled: true,
      Staging: false,
      ...config,
    },
  };
}

async function read(config: object = {}, answers: Answers = {}) {
  const { aws, sent } = pretendAws({ GetDistribution: () => ({ Distribution: raw(config) }), ...answers });
  return {
    seen: await readDistribution(aws, ID, SIGNAL, WITHIN_MS),
    sent: sent.map(({ command, input }) => [command, input]),
  };
}

async function distributionOf(config: object, answers: Answers = {}): Promise<Distribution> {
  const { seen } = await read(config, answers);
  if (seen.status !== 'observed') throw new Error(JSON.stringify(seen));
  return seen.value;
}

const byDefault = (more: object) => ({
  DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'allow-all', ...more },
});

describe('a distribution', () => {
  test('is read in one call where AWS manages its policies', async () => {
    const { seen, sent } = await read();
    expect(sent).toEqual([['GetDistribution', { Id: ID }]]);
    expect(seen).toEqual({
      status: 'observed',
      value: {
        id: ID,
        arn: `arn:aws:cloudfront::111122223333:distribution/${ID}`,
        domainName: 'd111111abcdef8.cloudfront.net',
        aliases: ['www.example.com', '*.example.com'],
        enabled: true,
        status: 'Deployed',
        staging: false,
        behaviors: [
          {
            pathPattern: '*',
            isDefault: true,
            targetOriginId: 'web',
            viewerProtocolPolicy: 'redirect-to-https',
            hostForwarding: { kind: 'not-forwarded' },
            edgeFunctions: [],
          },
        ],
        origins: [
          {
            id: 'web',
            domainName: 'origin.example.com',
            path: '/app',
            kind: 'other',
            connection: {
              type: 'custom',
              addressType: 'dualstack',
              protocolPolicy: 'match-viewer',
              httpPort: 8080,
              httpsPort: 8443,
              sslProtocols: ['TLSv1.1', 'TLSv1.2'],
              readTimeoutSeconds: 45,
              clientCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c',
            },
            connectionAttempts: 2,
            connectionTimeoutSeconds: 7,
            customHeaderNames: ['X-Origin-Verify'],
          },
        ],
        originGroups: [],
      },
    });
  });

  test('keeps the values of custom headers to itself', async () => {
    expect(JSON.stringify((await read()).seen)).not.toContain('hunter2');
  });

  test('lists behaviors in the order of precedence, the default one last', async () => {
    const CacheBehaviors = LIST(
      { PathPattern: '/b/*', TargetOriginId: 'web' },
      { PathPattern: '*', TargetOriginId: 'web' },
    );
    const { behaviors } = await distributionOf({ CacheBehaviors });
    expect(behaviors.map(({ pathPattern, isDefault }) => [pathPattern, isDefault])).toEqual([
      ['/b/*', false],
      ['*', false],
      ['*', true],
    ]);
  });

  test('has origin groups, with their codes', async () => {
    const group = {
      Id: 'pair',
      FailoverCriteria: { StatusCodes: LIST(502, 504) },
      Members: LIST({ OriginId: 'web' }, { OriginId: 'bucket' }),
    };
    const { originGroups } = await distributionOf({ Origins: LIST(WEB, BUCKET), OriginGroups: LIST(group) });
    expect(originGroups).toEqual([{ id: 'pair', members: ['web', 'bucket'], failoverCodes: [502, 504] }]);
  });

  test('has what it was told to do with errors, where anybody said so', async () => {
    const CustomErrorResponses = LIST(
      { ErrorCode: 502, ErrorCachingMinTTL: 300, ResponseCode: '', ResponsePagePath: '' },
      { ErrorCode: 503, ResponseCode: '200', ResponsePagePath: '/sorry.html' },
      {},
    );
    const { errorResponses } = await distributionOf({ CustomErrorResponses });
    expect(errorResponses).toEqual([
      { code: 502, cachedSeconds: 300 },
      { code: 503, answeredWith: 200 },
    ]);
    expect(await distributionOf({ CustomErrorResponses: { Quantity: 0 } })).not.toHaveProperty('errorResponses');
  });

  test('has the methods of a behavior', async () => {
    const { behaviors } = await distributionOf(byDefault({ AllowedMethods: LIST('GET', 'HEAD', 'POST') }));
    expect(behaviors[0]?.methods).toEqual(['GET', 'HEAD', 'POST']);
  });

  test('has the continuous deployment policy that is attached to it', async () => {
    expect(await distributionOf({ ContinuousDeploymentPolicyId: 'cdp-1' })).toMatchObject({
      deploymentPolicyId: 'cdp-1',
    });
    expect(await distributionOf({ ContinuousDeploymentPolicyId: '' })).not.toHaveProperty('deploymentPolicyId');
  });

  test('that is disabled is still observed', async () => {
    expect(await distributionOf({ Enabled: false })).toMatchObject({ enabled: false });
  });

  test.each([
    [
      'NoSuchDistribution',
      {
        status: 'not-applicable',
        reason: `distribution ${ID} does not exist in this account: deleted, or of another account`,
      },
    ],
    [
      'AccessDenied',
      {
        status: 'unavailable',
        reason: 'cloudfront:GetDistribution was denied',
        permission: 'cloudfront:GetDistribution',
      },
    ],
    ['Throttling', { status: 'unavailable', reason: 'cloudfront:GetDistribution was throttled by AWS' }],
  ])('%s is an outcome of its own', async (name, outcome) => {
    const fail = () => {
      throw awsError(name);
    };
    expect((await read({}, { GetDistribution: fail })).seen).toEqual(outcome);
  });

  test('an empty answer is not taken for a distribution', async () => {
    expect((await read({}, { GetDistribution: () => ({}) })).seen).toMatchObject({ status: 'unavailable' });
    expect((await read({}, { GetDistribution: () => ({ Distribution: { Id: ID } }) })).seen).toMatchObject({
      status: 'unavailable',
    });
  });
});

describe('the Host header', () => {
  const orp =
    (HeaderBehavior: string, ...headers: string[]) =>
    () => ({
      OriginRequestPolicy: {
        OriginRequestPolicyConfig: { Name: 'ours', HeadersConfig: { HeaderBehavior, Headers: LIST(...headers) } },
      },
    });
  const cp =
    (HeaderBehavior: string, ...headers: string[]) =>
    () => ({
      CachePolicy: {
        CachePolicyConfig: {
          Name: 'key',
          ParametersInCacheKeyAndForwardedToOrigin: { HeadersConfig: { HeaderBehavior, Headers: LIST(...headers) } },
        },
      },
    });
  const forwardingOf = async (more: object, answers: Answers = {}) =>
    (await distributionOf(byDefault(more), answers)).behaviors[0]?.hostForwarding;

  test("AWS's own policy is known by its id, and then the other one is not read", async () => {
    const { seen, sent } = await read(byDefault({ OriginRequestPolicyId: ALL_VIEWER, CachePolicyId: 'custom' }));
    expect(sent).toHaveLength(1);
    expect(seen).toMatchObject({
      value: {
        behaviors: [
          {
            hostForwarding: {
              kind: 'forwarded',
              by: 'origin-request-policy',
              policyId: ALL_VIEWER,
              policyName: 'Managed-AllViewer',
            },
          },
        ],
      },
    });
  });

  test('each of our own is read once, however many behaviors use it', async () => {
    const behavior = { TargetOriginId: 'web', OriginRequestPolicyId: 'o', CachePolicyId: 'c' };
    const CacheBehaviors = LIST({ PathPattern: '/a', ...behavior }, { PathPattern: '/b', ...behavior });
    const { sent } = await read(
      { CacheBehaviors },
      { GetOriginRequestPolicy: orp('none'), GetCachePolicy: cp('none') },
    );
    expect(sent.slice(1)).toEqual([
      ['GetOriginRequestPolicy', { Id: 'o' }],
      ['GetCachePolicy', { Id: 'c' }],
    ]);
  });

  test('the cache key wins over a policy that leaves Host out', async () => {
    const answers = { GetOriginRequestPolicy: orp('allExcept', 'host'), GetCachePolicy: cp('whitelist', 'Host') };
    expect(await forwardingOf({ OriginRequestPolicyId: 'o', CachePolicyId: 'c' }, answers)).toEqual({
      kind: 'forwarded',
      by: 'cache-policy',
      policyId: 'c',
      policyName: 'key',
      despite: { policyId: 'o', policyName: 'ours' },
    });
  });

  test('legacy settings decide where there is no policy', async () => {
    expect(await forwardingOf({ ForwardedValues: { Headers: LIST('Host') } })).toEqual({
      kind: 'forwarded',
      by: 'forwarded-values',
    });
    expect(await forwardingOf({ ForwardedValues: { Headers: { Quantity: 0 } } })).toEqual({ kind: 'not-forwarded' });
    expect(await forwardingOf({})).toEqual({ kind: 'not-forwarded' });
  });

  test('a policy that we may not read leaves it unknown, with the permission', async () => {
    expect(await forwardingOf({ OriginRequestPolicyId: 'o' }, { GetOriginRequestPolicy: denied })).toEqual({
      kind: 'unknown',
      reason: 'cloudfront:GetOriginRequestPolicy was denied',
      permission: 'cloudfront:GetOriginRequestPolicy',
    });
  });

  test('but is known where the other policy forwards it anyway', async () => {
    const answers = { GetOriginRequestPolicy: denied, GetCachePolicy: cp('whitelist', 'host') };
    expect(await forwardingOf({ OriginRequestPolicyId: 'o', CachePolicyId: 'c' }, answers)).toMatchObject({
      kind: 'forwarded',
    });
  });

  test('a policy that is gone, or says what we do not know, leaves it unknown', async () => {
    const gone = () => {
      throw awsError('NoSuchCachePolicy');
    };
    expect(await forwardingOf({ CachePolicyId: 'c' }, { GetCachePolicy: gone })).toEqual({
      kind: 'unknown',
      reason: 'cache policy c does not exist',
    });
    expect(toPolicy('p', 'odd', { HeaderBehavior: 'allButSome' })).toMatchObject({ kind: 'unread' });
  });

  test('an S3 origin never gets it, nor do groups of them, and no policy is read for that', async () => {
    const group = { Id: 'pair', Members: LIST({ OriginId: 'bucket' }, { OriginId: 'bucket2' }) };
    const config = {
      Origins: LIST(WEB, BUCKET, { ...BUCKET, Id: 'bucket2' }),
      OriginGroups: LIST(group),
      CacheBehaviors: LIST({ PathPattern: '/files/*', TargetOriginId: 'pair', CachePolicyId: 'c' }),
      ...byDefault({ TargetOriginId: 'bucket', OriginRequestPolicyId: ALL_VIEWER }),
    };
    const { seen, sent } = await read(config);
    expect(sent).toHaveLength(1);
    expect(seen).toMatchObject({
      value: {
        behaviors: [{ hostForwarding: { kind: 'not-forwarded' } }, { hostForwarding: { kind: 'not-forwarded' } }],
      },
    });
  });
});

describe('a VPC origin', () => {
  const config = { Origins: LIST(INNER), ...byDefault({ TargetOriginId: 'inner' }) };
  const endpoint = {
    Name: 'inner',
    Arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/inner/50dc6c495c0c9188',
    HTTPPort: 80,
    HTTPSPort: 444,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: LIST('TLSv1.2'),
  };

  test('has its settings elsewhere', async () => {
    const GetVpcOrigin = ({ Id }: object & { Id?: unknown }) => ({
      VpcOrigin: { Id, Status: 'Deploying', VpcOriginEndpointConfig: endpoint },
    });
    const { seen, sent } = await read(config, { GetVpcOrigin });
    expect(sent[1]).toEqual(['GetVpcOrigin', { Id: 'vo_1' }]);
    expect(seen).toMatchObject({ value: { origins: [{ id: 'inner' }] } });
    expect(seen.status === 'observed' && seen.value.origins[0]?.connection).toEqual({
      type: 'vpc',
      vpcOriginId: 'vo_1',
      endpointArn: endpoint.Arn,
      status: 'Deploying',
      protocolPolicy: 'https-only',
      httpPort: 80,
      httpsPort: 444,
      sslProtocols: ['TLSv1.2'],
      readTimeoutSeconds: 20,
    });
  });

  test('that we may not read keeps the defaults and says so', async () => {
    const { origins } = await distributionOf(config, { GetVpcOrigin: denied });
    expect(origins[0]?.connection).toMatchObject({
      protocolPolicy: 'https-only',
      httpsPort: 443,
      unread: { reason: 'cloudfront:GetVpcOrigin was denied', permission: 'cloudfront:GetVpcOrigin' },
    });
  });

  test('of another account is told as that', async () => {
    const GetVpcOrigin = () => {
      throw awsError('EntityNotFound');
    };
    const { origins } = await distributionOf(config, { GetVpcOrigin });
    expect(origins[0]?.connection).toMatchObject({ unread: { reason: expect.stringContaining('shared by another') } });
    expect(toVpcOrigin(undefined)).toMatchObject({ status: 'unavailable' });
  });
});

describe('edge functions', () => {
  const at = (EventType: string, FunctionARN = ROUTER) => ({ FunctionAssociations: LIST({ EventType, FunctionARN }) });
  const lambda = (EventType: string) => ({
    LambdaFunctionAssociations: LIST({
      EventType,
      LambdaFunctionARN: 'arn:aws:lambda:us-east-1:111122223333:function:edge:3',
    }),
  });
  const code = (text: string) => () => ({ FunctionCode: new TextEncoder().encode(text) });
  const functionsOf = async (more: object, answers: Answers = {}) =>
    (await distributionOf(byDefault(more), answers)).behaviors[0]?.edgeFunctions;

  test('a viewer-request function is read, live, to see whether it changes the origin', async () => {
    const { sent } = await read(byDefault(at('viewer-request')), { GetFunction: code('') });
    expect(sent[1]).toEqual(['GetFunction', { Name: 'router', Stage: 'LIVE' }]);
    const steers = { GetFunction: code('cf.updateRequestOrigin({ timeouts: { readTimeout: 9 } })') };
    expect(await functionsOf(at('viewer-request'), steers)).toEqual([
      { kind: 'cloudfront-function', eventType: 'viewer-request', arn: ROUTER, changesOrigin: 'yes' },
    ]);
    expect(await functionsOf(at('viewer-request'), { GetFunction: code('return event.request') })).toMatchObject([
      { changesOrigin: 'no' },
    ]);
  });

  test('one that we may not read stays unknown, with the permission', async () => {
    expect(await functionsOf(at('viewer-request'), { GetFunction: denied })).toMatchObject([
      { changesOrigin: 'unknown', permission: 'cloudfront:GetFunction' },
    ]);
  });

  test('a response function cannot, and is not read', async () => {
    const { seen, sent } = await read(byDefault(at('viewer-response')));
    expect(sent).toHaveLength(1);
    expect(seen).toMatchObject({ value: { behaviors: [{ edgeFunctions: [{ changesOrigin: 'no' }] }] } });
  });

  test('an ARN that names no function is not asked for', async () => {
    expect(await functionsOf(at('viewer-request', 'arn:aws:cloudfront::1:function/../x'))).toMatchObject([
      { changesOrigin: 'unknown' },
    ]);
  });

  test.each([
    ['origin-request', 'unknown'],
    ['origin-response', 'no'],
    ['viewer-request', 'no'],
    ['viewer-response', 'no'],
  ])('Lambda@Edge on %s: %s', async (eventType, changes) => {
    expect(await functionsOf(lambda(eventType))).toMatchObject([
      { kind: 'lambda-at-edge', eventType, changesOrigin: changes },
    ]);
  });

  test.each(['updateRequestOrigin', 'selectRequestOriginById', 'createRequestOriginGroup'])(
    '%s changes the origin',
    (helper) => expect(saidBy(new TextEncoder().encode(`cf.${helper}()`)).changesOrigin).toBe('yes'),
  );

  test('an origin that the code names becomes one, connected to as the configured one', async () => {
    const says = { GetFunction: code("cf.updateRequestOrigin({ domainName: 'ALB-1.eu-west-1.elb.amazonaws.com' })") };
    const { origins, behaviors } = await distributionOf(byDefault(at('viewer-request')), says);
    const [web, made] = origins;
    expect(made).toEqual({
      ...web,
      id: 'function router',
      domainName: 'alb-1.eu-west-1.elb.amazonaws.com',
      kind: 'load-balancer',
      byFunction: 'router',
    });
    expect(behaviors[0]?.edgeFunctions).toEqual([
      {
        kind: 'cloudfront-function',
        eventType: 'viewer-request',
        arn: ROUTER,
        changesOrigin: 'yes',
        selects: ['function router'],
      },
    ]);
  });

  test('or as the code says', async () => {
    const custom = "customOriginConfig: { port: 8080, protocol: 'http', sslProtocols: ['TLSv1.2'] }";
    const says = { GetFunction: code(`cf.updateRequestOrigin({ domainName: 'a.example.com', ${custom} })`) };
    const { origins } = await distributionOf(byDefault(at('viewer-request')), says);
    expect(origins[1]?.connection).toMatchObject({
      protocolPolicy: 'http-only',
      httpPort: 8080,
      sslProtocols: ['TLSv1.2'],
    });
  });

  test('two behaviors with the same function and origin share it', async () => {
    const says = { GetFunction: code("cf.updateRequestOrigin({ domainName: 'a.example.com' })") };
    const CacheBehaviors = LIST({ PathPattern: '/a', TargetOriginId: 'web', ...at('viewer-request') });
    const { origins } = await distributionOf({ CacheBehaviors, ...byDefault(at('viewer-request')) }, says);
    expect(origins.map(({ id }) => id)).toEqual(['web', 'function router']);
  });

  test('a configured origin is selected by its id, and one that is none leaves it open', async () => {
    const says = { GetFunction: code("cf.selectRequestOriginById('bucket'); cf.selectRequestOriginById('gone')") };
    const config = { Origins: LIST(WEB, BUCKET), ...byDefault(at('viewer-request')) };
    const { origins, behaviors } = await distributionOf(config, says);
    expect(origins).toHaveLength(2);
    expect(behaviors[0]?.edgeFunctions).toMatchObject([{ selects: ['bucket'], computes: true }]);
  });

  test('nothing is made up for an S3 origin, whose settings say nothing of another name', async () => {
    const says = { GetFunction: code("cf.updateRequestOrigin({ domainName: 'a.example.com' })") };
    const config = { Origins: LIST(BUCKET), ...byDefault({ ...at('viewer-request'), TargetOriginId: 'bucket' }) };
    const { origins, behaviors } = await distributionOf(config, says);
    expect(origins).toHaveLength(1);
    expect(behaviors[0]?.edgeFunctions).toMatchObject([{ computes: true }]);
  });
});
