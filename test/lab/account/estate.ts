import type { LogLineFixture } from '../../../lab/account/fixture/access-log.ts';
import type { AccountFixture } from '../../../lab/account/fixture.ts';

export const DEFAULT_CERTIFICATE =
  'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-1111-4111-8111-111111111111';
export const SPARE_CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/22222222-2222-4222-8222-222222222222';
export const IMPORTED_CERTIFICATE =
  'arn:aws:acm:eu-west-1:111122223333:certificate/33333333-3333-4333-8333-333333333333';
export const PENDING_CERTIFICATE =
  'arn:aws:acm:eu-west-1:111122223333:certificate/44444444-4444-4444-8444-444444444444';
export const LOAD_BALANCER =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
export const FULL = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/full/60dc6c495c0c9188';
export const WEB_GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/f355116f1e750a30';
export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';
export const MEMORY = 'memory';
export const TOPIC = 'arn:aws:sns:us-east-1:111122223333:origin-responder';
/** Of the network interface that the load balancer keeps. */
export const ADDRESS = '203.0.113.30';
export const POLICY = '99999999-aaaa-4bbb-8ccc-dddddddddddd';

/** As good as any where nobody reads it. */
export const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function logLine(at: string, status: string, host: string, path: string): LogLineFixture {
  return { at, fields: { 'sc-status': status, 'x-host-header': host, 'cs-uri-stem': path, 'cs-uri-query': 'token=1' } };
}

/** One of everything, with every optional part somewhere. */
export const ESTATE: AccountFixture = {
  tables: [MEMORY],
  distributions: [
    {
      id: 'E1SHOP',
      domainName: 'd111111abcdef8.cloudfront.net',
      aliases: ['www.shop.example', '*.shop.example'],
      comment: 'shop & "friends" <eu>',
      additionalMetrics: true,
      viewerCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/55555555-5555-4555-8555-555555555555',
      origins: [
        {
          id: 'alb',
          domainName: 'origin.shop.example',
          path: '/live',
          customHeaders: { 'X-Origin-Secret': 'a<b>&"c\'' },
          protocolPolicy: 'match-viewer',
          httpPort: 8080,
          httpsPort: 8443,
          sslProtocols: ['TLSv1.1', 'TLSv1.2'],
          addressType: 'dualstack',
          clientCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/66666666-6666-4666-8666-666666666666',
          connectionAttempts: 2,
          connectionTimeoutSeconds: 5,
          readTimeoutSeconds: 20,
        },
        { id: 'bucket', domainName: 'b.s3.eu-west-1.amazonaws.com', s3: true, originAccessControlId: 'EOAC' },
        { id: 'inside', domainName: 'inside.shop.example', vpcOriginId: 'vo_1' },
      ],
      originGroups: [{ id: 'pair', members: ['alb', 'bucket'] }],
      defaultBehavior: {
        origin: 'pair',
        originRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
        functions: [{ name: 'route', event: 'viewer-request' }],
        lambdas: [{ arn: 'arn:aws:lambda:us-east-1:111122223333:function:edge:3', event: 'origin-request' }],
      },
      behaviors: [{ path: '/old/*', origin: 'inside', forwardedValues: { headers: ['Host'], queryString: true } }],
    },
    { id: 'E2PLAIN', enabled: false, origins: [{ id: 'only', domainName: 'only.example' }] },
    {
      id: 'E3TENANTS',
      connectionMode: 'tenant-only',
      parameters: { host: { required: true }, theme: { byDefault: 'basic' } },
      origins: [{ id: 'web', domainName: '{{host}}.shop.example', path: '/{{theme}}' }],
    },
  ],
  cachePolicies: [{ id: POLICY, name: 'by-host', headers: { behavior: 'whitelist', headers: ['Host'] } }],
  originRequestPolicies: [{ id: POLICY, headers: { behavior: 'allExcept', headers: ['Host', 'Cookie'] } }],
  functions: [
    { name: 'route', code: 'function handler(e) { return e.request; } // é', developmentCode: '// draft' },
    { name: 'unpublished', code: '// draft', published: false },
  ],
  deploymentPolicies: [
    { id: 'cdp-1', staging: 'd222222abcdef8.cloudfront.net', weight: 0.05 },
    { id: 'cdp-2', staging: 'd222222abcdef8.cloudfront.net', header: { name: 'aws-cf-cd-test', value: 'yes' } },
  ],
  tenants: [
    { id: 'dt_a', name: 'shop-a', distributionId: 'E3TENANTS', domains: ['a.example'], parameters: { host: 'a&b' } },
    { id: 'dt_b', name: 'shop-b', distributionId: 'E3TENANTS', domains: ['b.example'], enabled: false },
    { id: 'dt_c', name: 'other', distributionId: 'E4OTHER', domains: ['c.example', 'd.example'] },
  ],
  vpcOrigins: [{ id: 'vo_1', endpointArn: LOAD_BALANCER, httpsPort: 8443, ownerAccountId: '444455556666' }],
  loadBalancers: [
    {
      region: 'eu-west-1',
      name: 'shop',
      arn: LOAD_BALANCER,
      listeners: [
        {
          port: 443,
          arn: LISTENER,
          defaultCertificateArn: DEFAULT_CERTIFICATE,
          certificateArns: [DEFAULT_CERTIFICATE, SPARE_CERTIFICATE],
          mutualAuthentication: { mode: 'verify', trustStoreArn: 'arn:aws:elasticloadbalancing:x:y:truststore/t/1' },
        },
        { port: 80, protocol: 'HTTP', defaultAction: { type: 'redirect', protocol: 'HTTPS', port: '443' } },
        { port: 8080, protocol: 'HTTP', defaultAction: { type: 'fixed-response', status: '503', body: 'no' } },
      ],
    },
    {
      region: 'eu-west-1',
      name: 'full',
      arn: FULL,
      listeners: [{ port: 443, defaultCertificateArn: SPARE_CERTIFICATE }],
      targetGroups: [
        {
          listenerPort: 443,
          name: 'web',
          targets: [
            { id: '10.0.1.11', state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
          ],
        },
        {
          name: 'function',
          type: 'lambda',
          targets: [{ id: 'arn:aws:lambda:eu-west-1:111122223333:function:f', state: 'unavailable' }],
        },
      ],
    },
    {
      region: 'eu-west-1',
      name: 'inner',
      scheme: 'internal',
      listeners: [{ port: 443, defaultCertificateArn: SPARE_CERTIFICATE }],
    },
    { region: 'eu-west-1', name: 'net', type: 'network', listeners: [{ port: 443, protocol: 'TCP' }] },
    { region: 'us-east-1', name: 'shop' },
  ],
  securityGroups: [
    {
      region: 'eu-west-1',
      id: 'sg-0a1b2c3d4e5f60718',
      name: 'shop & co',
      inbound: [
        { port: 443, prefixLists: ['pl-0123456789abcdef0'], cidrs: ['203.0.113.0/24'], ipv6Cidrs: ['2001:db8::/32'] },
        { protocol: '-1', groups: ['sg-0a1b2c3d4e5f60718'] },
      ],
    },
  ],
  prefixLists: [
    {
      region: 'eu-west-1',
      id: 'pl-0123456789abcdef0',
      name: 'offices',
      entries: ['203.0.113.0/24', '198.51.100.7/32'],
    },
  ],
  serverCertificates: [
    { name: 'old', path: '/cloudfront/', body: PEM, chain: PEM, expiration: '2026-12-01T00:00:00Z' },
  ],
  apiDomains: [
    {
      region: 'eu-west-1',
      name: 'api.shop.example',
      certificateArn: SPARE_CERTIFICATE,
      trustStore: 's3://trust/clients.pem',
    },
    { region: 'eu-west-1', name: '*.shop.example', certificateArn: SPARE_CERTIFICATE },
    {
      ...{ region: 'eu-west-1', name: 'edge.shop.example', certificateArn: SPARE_CERTIFICATE },
      distributionDomainName: 'd2x4g8k1edge.cloudfront.net',
    },
  ],
  certificates: [
    {
      arn: DEFAULT_CERTIFICATE,
      pem: { certificate: PEM, chain: PEM },
      domainName: 'origin.shop.example',
      alternativeNames: ['*.shop.example'],
      status: 'EXPIRED',
      notBefore: '2026-05-06T00:00:00Z',
      notAfter: '2026-11-19T23:59:59Z',
      inUseBy: [LOAD_BALANCER],
      renewal: {
        status: 'FAILED',
        reason: 'CAA_ERROR',
        validations: [{ domainName: 'origin.shop.example', status: 'PENDING_VALIDATION' }],
      },
    },
    { arn: SPARE_CERTIFICATE, domainName: 'spare.shop.example', inUseBy: [LOAD_BALANCER] },
    {
      arn: IMPORTED_CERTIFICATE,
      domainName: 'origin.shop.example',
      type: 'IMPORTED',
      keyAlgorithm: 'EC_prime256v1',
      notAfter: '2027-01-01T00:00:00Z',
    },
    {
      arn: PENDING_CERTIFICATE,
      domainName: 'new.shop.example',
      status: 'PENDING_VALIDATION',
      validations: [{ domainName: 'new.shop.example', status: 'PENDING_VALIDATION', method: 'EMAIL' }],
    },
    {
      arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/77777777-7777-4777-8777-777777777777',
      domainName: 'acme.shop.example',
      keyPairOrigin: 'ACME',
    },
  ],
  classicLoadBalancers: [
    {
      region: 'eu-west-1',
      name: 'old',
      instances: ['i-0a1b2c3d4e5f60719'],
      listeners: [
        { port: 443, certificateArn: DEFAULT_CERTIFICATE },
        { port: 80, protocol: 'HTTP' },
      ],
    },
  ],
  members: [
    {
      accountId: '444455556666',
      roles: [{ name: 'Reader', externalId: 'between-us' }],
      loadBalancers: [{ region: 'eu-west-1', name: 'theirs' }],
    },
  ],
  hostedZones: [
    { id: 'Z0PARENT', name: 'example' },
    {
      id: 'Z1SHOP',
      name: 'shop.example',
      records: [
        { name: 'origin.shop.example', alias: { target: 'dualstack.shop-1.eu-west-1.elb.amazonaws.com' } },
        { name: '*.shop.example', type: 'AAAA', alias: { target: 'web.shop.example', zoneId: 'Z1SHOP' } },
        { name: 'web.shop.example', values: ['203.0.113.31'], setIdentifier: 'blue' },
        { name: 'web.shop.example', values: ['203.0.113.32'], setIdentifier: 'green' },
        { name: 'a.web.shop.example', type: 'CNAME', values: ['web.shop.example'] },
      ],
    },
    { id: 'Z2INNER', name: 'shop.example', private: true },
    { id: 'Z3OTHER', name: 'a.shop.example' },
  ],
  networkInterfaces: [
    {
      region: 'eu-west-1',
      id: 'eni-0a1b2c3d4e5f60718',
      publicIp: ADDRESS,
      description: 'ELB app/shop/50dc6c495c0c9188',
      managedBy: 'amazon-elb',
    },
    {
      region: 'eu-west-1',
      id: 'eni-0a1b2c3d4e5f60719',
      publicIp: '203.0.113.40',
      otherPublicIps: ['203.0.113.31'],
      allocationId: 'eipalloc-0a1b2c3d4e5f60719',
      instanceId: 'i-0a1b2c3d4e5f60719',
      securityGroups: ['sg-0a1b2c3d4e5f60719'],
    },
  ],
  accessLogs: [
    {
      distributionId: 'E1SHOP',
      recordFields: ['sc-status', 'x-host-header', 'cs-uri-stem'],
      lines: [
        logLine('2026-11-23T03:10:00Z', '502', 'www.shop.example', '/api/cart'),
        logLine('2026-11-23T03:10:30Z', '502', 'www.shop.example', '/api/pay'),
        logLine('2026-11-23T03:11:00Z', '504', 'm.shop.example', '/'),
        logLine('2026-11-23T03:11:00Z', '200', 'www.shop.example', '/api/cart'),
        logLine('2026-11-23T02:00:00Z', '502', 'old.shop.example', '/'),
      ],
    },
    { distributionId: 'E2PLAIN', logGroup: 'slow', runningFor: 3 },
    { distributionId: 'E3BUCKET', destinationType: 'S3', outputFormat: 'plain' },
  ],
  events: [
    {
      at: '2026-11-23T03:02:00Z',
      name: 'ModifyListener',
      source: 'elasticloadbalancing.amazonaws.com',
      region: 'eu-west-1',
      resources: [{ type: 'AWS::ElasticLoadBalancingV2::Listener', name: LISTENER }],
      parameters: { listenerArn: LISTENER, sslPolicy: 'ELBSecurityPolicy-2016-08' },
    },
    {
      at: '2026-11-23T02:02:00Z',
      name: 'DescribeListeners',
      source: 'elasticloadbalancing.amazonaws.com',
      region: 'eu-west-1',
      resources: [{ type: 'AWS::ElasticLoadBalancingV2::Listener', name: LISTENER }],
      readOnly: true,
      errorCode: 'AccessDenied',
      identity: { type: 'IAMUser', userName: 'alice' },
    },
  ],
  tags: { [LOAD_BALANCER]: { team: 'shop', ManagedBy: 'terraform' } },
  alarms: [
    { name: 'cf-5xx', distributionId: 'E1SHOP', since: '2026-11-23T03:12:00Z', description: '5xx of the shop' },
    { name: 'cf-ok', distributionId: 'E2PLAIN', state: 'OK' },
    {
      name: 'math',
      queries: [
        { id: 'e1', expression: 'm1+0' },
        { id: 'm1', distributionId: 'E1SHOP', returnData: false },
      ],
    },
    {
      name: 'grouped',
      queries: [{ id: 'q1', expression: 'SELECT AVG("5xxErrorRate") FROM "AWS/CloudFront" GROUP BY DistributionId' }],
      contributors: [{ attributes: { DistributionId: 'E1SHOP' } }, { attributes: { DistributionId: 'E2PLAIN' } }],
    },
    { name: 'any', rule: 'ALARM("cf-5xx") OR ALARM("grouped")' },
  ],
  metrics: [
    {
      name: '5xxErrorRate',
      distributionId: 'E1SHOP',
      values: [
        { at: '2026-11-23T03:10:00Z', value: 40 },
        { at: '2026-11-23T03:10:30Z', value: 60 },
        { at: '2026-11-23T03:11:00Z', value: 80 },
      ],
    },
    { name: '5xxErrorRate', distributionId: 'E2PLAIN', values: [{ at: '2026-11-23T03:10:00Z', value: 1 }] },
    {
      name: 'HTTPCode_ELB_502_Count',
      namespace: 'AWS/ApplicationELB',
      region: 'eu-west-1',
      dimensions: { LoadBalancer: 'app/shop/50dc6c495c0c9188' },
      values: [{ at: '2026-11-23T03:10:00Z', value: 7 }],
    },
  ],
  topics: [
    {
      arn: TOPIC,
      subscribers: [
        { protocol: 'email', endpoint: 'oncall@shop.example' },
        { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:diagnoses' },
        { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:bare', raw: true },
        { protocol: 'lambda', endpoint: 'arn:aws:lambda:us-east-1:111122223333:function:f' },
        { protocol: 'https', endpoint: 'https://chat.shop.example/', filter: { certainty: ['proven'] } },
      ],
    },
  ],
};
