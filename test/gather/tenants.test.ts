import { describe, expect, test } from '@jest/globals';
import { readDistribution } from '../../lambda/gather/distribution.ts';
import { gatherOrigins, nowhere } from '../../lambda/gather/evidence.ts';
import { MAX_READ } from '../../lambda/gather/tenant-parameters.ts';
import { toDefaults } from '../../lambda/gather/tenants.ts';
import type { Distribution } from '../../lambda/model/distribution.ts';
import { observed } from '../evidence.ts';
import { lookIn } from './look.ts';
import { type Answers, awsError, denied, pretendAws } from './pretend-aws.ts';

const ID = 'EDFDVBD6EXAMPLE';
const SIGNAL = new AbortController().signal;
const WITHIN_MS = 60_000;
const LIST = (...Items: readonly unknown[]) => ({ Quantity: Items.length, Items });

const WEB = {
  Id: 'web',
  DomainName: '{{host}}.origin.example.com',
  OriginPath: '/{{theme}}',
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: LIST('TLSv1.2'),
  },
};
const API = { ...WEB, Id: 'api', DomainName: 'api.example.com', OriginPath: '' };

const DEFINITIONS = [
  { Name: 'host', Definition: { StringSchema: { Required: true, DefaultValue: 'never' } } },
  { Name: 'theme', Definition: { StringSchema: { Required: false, DefaultValue: 'basic' } } },
  { Name: 'bare', Definition: { StringSchema: { Required: false } } },
];

const config = (origins: readonly object[]) => ({
  ConnectionMode: 'tenant-only',
  TenantConfig: { ParameterDefinitions: DEFINITIONS },
  Origins: LIST(...origins),
  DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'https-only' },
  Enabled: true,
});

/** As `aws cloudfront list-distribution-tenants` prints it. */
const summary = (name: string, more: object = {}) => ({
  Id: `dt_${name}`,
  DistributionId: ID,
  Name: name,
  Arn: `arn:aws:cloudfront::111122223333:distribution-tenant/dt_${name}`,
  Domains: [
    { Domain: `WWW.${name}.example`, Status: 'active' },
    { Domain: `old.${name}.example`, Status: 'inactive' },
  ],
  CreatedTime: new Date('2025-06-01T09:00:00Z'),
  LastModifiedTime: new Date('2025-06-01T09:00:00Z'),
  ETag: 'E1',
  Enabled: true,
  Status: 'Deployed',
  ...more,
});

const whole = (name: string, parameters: Readonly<Record<string, string>>) => ({
  DistributionTenant: {
    ...summary(name),
    Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
  },
  ETag: 'E1',
});

async function read(answers: Answers, origins: readonly object[] = [WEB]) {
  const Distribution = { Id: ID, Status: 'Deployed', DomainName: '', DistributionConfig: config(origins) };
  const { aws, sent } = pretendAws({ GetDistribution: () => ({ Distribution }), ...answers });
  const seen = await readDistribution(aws, ID, SIGNAL, WITHIN_MS);
  if (seen.status !== 'observed') throw new Error(JSON.stringify(seen));
  return { distribution: seen.value, sent: sent.map(({ command, input }) => [command, input]).slice(1) };
}

const listOf = (...tenants: readonly object[]) => ({
  ListDistributionTenants: () => ({ DistributionTenantList: tenants }),
});
const reasons = ({ tenancy }: Distribution) => tenancy?.unseen.map(({ reason }) => reason);
const madeNames = ({ origins }: Distribution) =>
  origins.flatMap(({ ofTenants, domainName }) => (ofTenants ? [domainName] : []));

describe('the tenants of a distribution', () => {
  test('are listed for it, and read one by one, since the list has no parameters', async () => {
    const { distribution, sent } = await read({
      ...listOf(summary('a'), summary('b', { LastModifiedTime: new Date('2026-11-01T00:00:00Z') })),
      GetDistributionTenant: ({ Identifier }) =>
        Identifier === 'dt_a' ? whole('a', { host: 'one', other: 'x' }) : whole('b', { host: 'two', theme: 'dark' }),
    });
    expect(sent).toEqual([
      ['ListDistributionTenants', { AssociationFilter: { DistributionId: ID }, MaxItems: 100 }],
      ['GetDistributionTenant', { Identifier: 'dt_b' }],
      ['GetDistributionTenant', { Identifier: 'dt_a' }],
    ]);
    expect(distribution.tenancy).toEqual({
      tenants: [
        {
          id: 'dt_b',
          name: 'b',
          domains: ['www.b.example'],
          changedAt: '2026-11-01T00:00:00.000Z',
          parameters: [
            { name: 'host', value: 'two' },
            { name: 'theme', value: 'dark' },
          ],
        },
        {
          id: 'dt_a',
          name: 'a',
          domains: ['www.a.example'],
          changedAt: '2025-06-01T09:00:00.000Z',
          parameters: [{ name: 'host', value: 'one' }],
        },
      ],
      defaults: [{ name: 'theme', value: 'basic' }],
      unseen: [],
    });
    expect(distribution.aliases).toEqual(['www.b.example', 'www.a.example']);
    expect(distribution.origins.map(({ id, domainName, path }) => [id, domainName, path])).toEqual([
      ['web', '{{host}}.origin.example.com', '/dark'],
      ['web of tenant b', 'two.origin.example.com', '/dark'],
      ['web of tenant a', 'one.origin.example.com', '/basic'],
    ]);
  });

  test('are not read one by one where no origin holds a parameter; those that serve nobody are left out', async () => {
    const Domains = [{ Domain: 'www.c.example', Status: 'inactive' }];
    const all = listOf(summary('a'), summary('b', { Enabled: false }), summary('c', { Domains }));
    const { distribution, sent } = await read(all, [API]);
    expect(sent.map(([command]) => command)).toEqual(['ListDistributionTenants']);
    expect(distribution.tenancy?.tenants.map(({ name }) => name)).toEqual(['a']);
    expect(distribution.aliases).toEqual(['www.a.example']);
  });

  test('page by page, five at most', async () => {
    const { distribution, sent } = await read(
      {
        ListDistributionTenants: ({ Marker = '0' }) => ({
          DistributionTenantList: [summary(`t${Marker}`)],
          NextMarker: String(Number(Marker) + 1),
        }),
      },
      [API],
    );
    expect(sent).toHaveLength(5);
    expect(sent[4]?.[1]).toMatchObject({ Marker: '4' });
    expect(distribution.tenancy).toMatchObject({ isCut: true });
    expect(reasons(distribution)).toEqual(['the distribution has more than 5 tenants: the others were not looked at']);
  });

  test('the twenty that were changed last, and no more calls', async () => {
    const all = Array.from({ length: 50 }, (_, n) =>
      summary(`t${n}`, { LastModifiedTime: new Date(Date.UTC(2026, 0, n + 1)) }),
    );
    const { distribution, sent } = await read({
      ...listOf(...all),
      GetDistributionTenant: ({ Identifier }) =>
        whole(String(Identifier).slice(3), { host: String(Identifier).slice(3) }),
    });
    expect(sent).toHaveLength(1 + MAX_READ);
    expect(madeNames(distribution)).toHaveLength(MAX_READ);
    expect(madeNames(distribution)[0]).toBe('t49.origin.example.com');
    expect(reasons(distribution)).toEqual([
      'the parameters of 20 of 50 tenants were read, those changed last: the origins of the other 30 were not looked at',
    ]);
  });

  test('a denied list costs a blind spot, and no origin of its own name', async () => {
    const { distribution } = await read({ ListDistributionTenants: denied }, [WEB, API]);
    expect(distribution.tenancy).toMatchObject({
      tenants: [],
      isCut: true,
      unseen: [
        { reason: 'cloudfront:ListDistributionTenants was denied', permission: 'cloudfront:ListDistributionTenants' },
      ],
    });
    expect(distribution.origins.map(({ id }) => id)).toEqual(['web', 'api']);
  });

  test('what could not be read of some is told once, with whom; who is gone meanwhile is nobody', async () => {
    const { distribution } = await read({
      ...listOf(summary('a'), summary('b'), summary('c'), summary('d')),
      GetDistributionTenant: ({ Identifier }) => {
        if (Identifier === 'dt_a') return whole('a', { host: 'one' });
        if (Identifier === 'dt_b') throw awsError('EntityNotFound');
        return denied();
      },
    });
    expect(distribution.tenancy?.unseen).toEqual([
      {
        reason: 'the parameters of tenants c and d could not be read: cloudfront:GetDistributionTenant was denied',
        permission: 'cloudfront:GetDistributionTenant',
      },
    ]);
    expect(distribution.tenancy?.tenants.map(({ name }) => name)).toEqual(['a', 'c', 'd']);
    expect(madeNames(distribution)).toEqual(['one.origin.example.com']);
  });

  test.each([
    ['no list', { ListDistributionTenants: () => ({}) }, 'ListDistributionTenants answered without a list'],
    ['no tenant', { ...listOf(summary('a')), GetDistributionTenant: () => ({}) }, 'answered without the tenant'],
    ['a tenant without an id', listOf({ Name: 'x' }), undefined],
  ])('an answer with %s is no lie', async (_, answers, reason) => {
    const { distribution } = await read(answers);
    expect(madeNames(distribution)).toEqual([]);
    expect(reasons(distribution)?.[0] ?? 'none').toContain(reason ?? 'none');
  });

  test('only an optional parameter hands its default down', () => {
    expect(toDefaults({ ParameterDefinitions: DEFINITIONS })).toEqual([{ name: 'theme', value: 'basic' }]);
    expect(toDefaults(undefined)).toEqual([]);
  });

  test('a standard distribution is not asked', async () => {
    const { aws, sent } = pretendAws({
      GetDistribution: () => ({
        Distribution: { Id: ID, DistributionConfig: { ...config([API]), ConnectionMode: 'direct' } },
      }),
    });
    await readDistribution(aws, ID, SIGNAL, WITHIN_MS);
    expect(sent.map(({ command }) => command)).toEqual(['GetDistribution']);
  });
});

describe('a tenant cannot steer the function into a network', () => {
  /** Whatever name it is, it leads to a private address; and nothing may be dialled in this world. */
  const lookAt = (distribution: Distribution, address: string) => {
    const look = lookIn(
      {},
      {
        resolver: {
          resolve4: async () => [address],
          resolve6: async () => [],
          resolveCname: async () => Promise.reject(awsError('ENODATA')),
          resolveCaa: async () => [],
          reverse: async () => [],
          cancel: () => {},
        },
      },
    );
    return gatherOrigins(look, { kind: 'distribution', id: ID }, observed(distribution), nowhere('not asked'));
  };

  test.each(['169.254.169.254', '127.0.0.1', '10.0.0.5'])('by a name that leads to %s', async (address) => {
    const { distribution } = await read({
      ...listOf(summary('a')),
      GetDistributionTenant: () => whole('a', { host: 'metadata' }),
    });
    const { origins } = await lookAt(distribution, address);
    const [seen] = origins;
    expect(seen?.origin.domainName).toBe('metadata.origin.example.com');
    const handshakes = seen?.observations.handshakes;
    expect(handshakes?.status === 'observed' && handshakes.value.dials.map(({ outcome }) => outcome.kind)).toEqual([
      'not-dialled',
    ]);
  });

  test('by an address in the place of a name', async () => {
    const { distribution } = await read(
      { ...listOf(summary('a')), GetDistributionTenant: () => whole('a', { host: '127.0.0.1' }) },
      [{ ...WEB, DomainName: '{{host}}' }],
    );
    const { origins } = await lookAt(distribution, '203.0.113.7');
    expect(origins.map(({ origin, observations }) => [origin.id, observations.handshakes.status])).toEqual([
      ['web', 'unavailable'],
    ]);
    expect(reasons(distribution)?.[0]).toContain('make no host name');
  });
});
