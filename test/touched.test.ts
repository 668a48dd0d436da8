import { expect, test } from '@jest/globals';
import type { Listener } from '../lambda/model/load-balancer.ts';
import { touchedOn } from '../lambda/touched.ts';
import { networkInterface } from './evidence.ts';
import { dead, distribution, LB_ARN, LISTENER, loadBalancer, look, observed, shop } from './report/scene.ts';

const listener: Listener = {
  arn: LISTENER,
  port: 443,
  protocol: 'HTTPS',
  certificates: [1, 2, 3].map((n) => ({ arn: `arn:aws:acm:eu-west-1:1:certificate/${n}`, isDefault: n === 1 })),
  mutualAuthentication: 'off',
};

test('what was found on the way is named as its records name it, the likeliest culprit first', () => {
  const way = look(shop, dead, {
    loadBalancer: observed(loadBalancer),
    listener: observed({ kind: 'found', listener }),
    alias: observed({ target: 'x', records: [{ zoneId: 'Z1', zoneName: 'shop.example', name: 'a', target: 'x' }] }),
  });
  const [behavior] = distribution.behaviors;
  const edge = { eventType: 'origin-request', changesOrigin: 'no' } as const;
  const behaviors = distribution.behaviors.map((one) => ({
    ...(behavior ?? one),
    hostForwarding: { kind: 'forwarded', by: 'origin-request-policy', policyId: 'p1' } as const,
    edgeFunctions: [
      { ...edge, kind: 'cloudfront-function', arn: 'arn:aws:cloudfront::1:function/route' } as const,
      { ...edge, kind: 'lambda-at-edge', arn: 'arn:aws:lambda:us-east-1:1:function:edge:3' } as const,
    ],
  }));
  const arn = 'arn:aws:cloudfront::1:distribution/E2EXAMPLE1234';
  const touched = touchedOn({ distribution: observed({ ...distribution, arn, behaviors }), origins: [way, way] });
  expect(touched.map(({ region, name }) => `${region} ${name}`)).toEqual([
    'us-east-1 E2EXAMPLE1234',
    `eu-west-1 ${LISTENER}`,
    'eu-west-1 arn:aws:acm:eu-west-1:1:certificate/1',
    'eu-west-1 arn:aws:acm:eu-west-1:1:certificate/2',
    `eu-west-1 ${LB_ARN}`,
    'eu-west-1 sg-0a1b2c3d4e5f60718',
    'us-east-1 Z1',
    'us-east-1 p1',
    'us-east-1 route',
    'us-east-1 edge',
  ]);
  expect(touched[0]?.arn).toBe(arn);
  expect(touched[5]?.arn).toBe('arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b2c3d4e5f60718');
});

test('in another account each is asked about there, through the role that showed it', () => {
  const there = { accountId: '444455556666', assumedRole: 'arn:aws:iam::444455556666:role/R' };
  const theirs = { ...loadBalancer, ...there };
  const way = look(shop, dead, { loadBalancer: observed(theirs), listener: observed({ kind: 'found', listener }) });
  const touched = touchedOn({ distribution: observed({ ...distribution, behaviors: [] }), origins: [way] });
  expect(touched.map((one) => `${one.name} ${one.there?.assumedRole}`)).toEqual([
    'E2EXAMPLE1234 undefined',
    `${LISTENER} ${there.assumedRole}`,
    `arn:aws:acm:eu-west-1:1:certificate/1 ${there.assumedRole}`,
    `arn:aws:acm:eu-west-1:1:certificate/2 ${there.assumedRole}`,
    `${LB_ARN} ${there.assumedRole}`,
    `sg-0a1b2c3d4e5f60718 ${there.assumedRole}`,
  ]);
  expect(touched[5]?.arn).toBe('arn:aws:ec2:eu-west-1:444455556666:security-group/sg-0a1b2c3d4e5f60718');
});

test('a custom domain name of API Gateway is asked about with its certificate, first by that', () => {
  const api = {
    name: 'api.shop.example',
    region: 'eu-west-1',
    endpoint: 'd-1',
    status: 'AVAILABLE',
    securityPolicy: 'x',
  };
  const certificateArn = 'arn:aws-cn:acm:eu-west-1:1:certificate/1';
  const way = (one: typeof api & { certificateArn?: string }) => look(shop, dead, { apiDomain: observed(one) });
  const none = observed({ ...distribution, domainName: '' });
  expect(touchedOn({ distribution: none, origins: [way({ ...api, certificateArn })] })).toEqual([
    { region: 'eu-west-1', name: certificateArn, arn: certificateArn },
    { region: 'eu-west-1', name: api.name, arn: 'arn:aws-cn:apigateway:eu-west-1::/domainnames/api.shop.example' },
  ]);
  expect(touchedOn({ distribution: none, origins: [way(api)] })).toHaveLength(1);
});

test('a classic load balancer has no listener that AWS would know by a name', () => {
  const classic = { ...loadBalancer, type: 'classic' as const, name: 'old' };
  const way = look(shop, dead, { loadBalancer: observed(classic), listener: observed({ kind: 'found', listener }) });
  const names = touchedOn({ distribution: observed({ ...distribution, behaviors: [] }), origins: [way] });
  expect(names.map(({ name }) => name)).toContain('old');
  expect(names.map(({ name }) => name)).not.toContain(LISTENER);
});

test('instances that have the addresses, with what stands before them; those of another account are asked about there', () => {
  const own = networkInterface({ securityGroupIds: ['sg-1', 'sg-2', 'sg-3'] });
  const theirs = networkInterface({ accountId: '444455556666', assumedRole: 'arn:aws:iam::444455556666:role/R' });
  const none = { status: 'not-applicable', reason: 'none' } as const;
  const way = (...interfaces: readonly (typeof own)[]) => ({
    distribution: observed({ ...distribution, domainName: '' }),
    origins: [look(shop, dead, { loadBalancer: none, networkInterfaces: observed(interfaces) })],
  });
  expect(touchedOn(way(own, theirs)).filter(({ there }) => !there)).toEqual([
    {
      region: 'eu-west-1',
      name: 'i-0abcdef1234567890',
      arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abcdef1234567890',
    },
    { region: 'eu-west-1', name: 'sg-1', arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1' },
    { region: 'eu-west-1', name: 'sg-2', arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-2' },
  ]);
  const there = { accountId: '444455556666', assumedRole: 'arn:aws:iam::444455556666:role/R' };
  for (const one of touchedOn(way(own, theirs)).slice(3)) expect(one.there).toEqual(there);
});

test('a host that no distribution stands before has no records', () => {
  const bare = { ...distribution, domainName: '' };
  expect(touchedOn({ distribution: observed(bare), origins: [look(shop, dead)] })).toEqual([]);
});

test('of tenants the two that were changed last, where that was in the time that is asked about', () => {
  const changed = ['2026-11-23T01:00:00.000Z', '2026-11-23T00:00:00.000Z', '2026-11-22T23:00:00.000Z', undefined];
  const tenants = changed.map((changedAt, n) => ({
    id: `dt_${n}`,
    name: `t${n}`,
    domains: [],
    ...(changedAt && { changedAt }),
  }));
  const arn = 'arn:aws:cloudfront::1:distribution/E2EXAMPLE1234';
  const of = { ...distribution, domainName: '', arn, behaviors: [], tenancy: { tenants, defaults: [], unseen: [] } };
  const way = { distribution: observed(of), origins: [] };
  expect(touchedOn(way, '2026-11-22T03:00:00.000Z')).toEqual([
    { region: 'us-east-1', name: 'E2EXAMPLE1234', arn },
    { region: 'us-east-1', name: 'dt_0', arn: 'arn:aws:cloudfront::1:distribution-tenant/dt_0' },
    { region: 'us-east-1', name: 'dt_1', arn: 'arn:aws:cloudfront::1:distribution-tenant/dt_1' },
  ]);
  expect(touchedOn(way, '2026-11-23T00:30:00.000Z').map(({ name }) => name)).toEqual(['E2EXAMPLE1234', 'dt_0']);
});
