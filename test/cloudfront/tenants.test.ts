import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { behaviorsReaching } from '../../lambda/cloudfront/behaviors.ts';
import { dialPlan, reachableOrigins } from '../../lambda/cloudfront/dial.ts';
import {
  expandOrigins,
  fill,
  MAX_MADE,
  parametersIn,
  seenFrom,
  someTenants,
  tenantsOf,
  valueFor,
} from '../../lambda/cloudfront/tenants.ts';
import type { Distribution } from '../../lambda/model/distribution.ts';
import type { Tenancy, Tenant } from '../../lambda/model/tenant.ts';
import { behavior, distribution, origin } from '../evidence.ts';

const TEMPLATE = '{{host}}.origin.example.com';

const tenant = (name: string, parameters?: Readonly<Record<string, string>>): Tenant => ({
  id: `dt_${name}`,
  name,
  domains: [`www.${name}.example`],
  ...(parameters && { parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) }),
});

const of = (tenants: readonly Tenant[], more: Partial<Tenancy> = {}): Tenancy => ({
  tenants,
  defaults: [],
  unseen: [],
  ...more,
});

const web = origin({ domainName: TEMPLATE });
const made = (tenancy: Tenancy, from = web) =>
  expandOrigins([from], tenancy).origins.filter(({ ofTenants }) => ofTenants !== undefined);
const reasons = (tenancy: Tenancy, from = web) => expandOrigins([from], tenancy).unseen.map(({ reason }) => reason);

describe('parameters of a name', () => {
  test.each([
    [TEMPLATE, ['host']],
    ['{{ a }}-{{b_1}}.example.com', ['a', 'b_1']],
    ['{{a}}.{{a}}.example.com', ['a']],
    ['{{a b}}.example.com', []],
    ['{a}.example.com', []],
  ])('%s', (text, names) => expect(parametersIn(text)).toEqual(names));

  test("are filled with the tenant's value, else the default, else not at all; a value is not filled again", () => {
    const defaults = [{ name: 'zone', value: 'eu' }];
    const shop = tenant('shop', { host: '{{zone}}$&' });
    expect(fill('{{host}}.{{zone}}', shop, defaults)).toEqual({ text: '{{zone}}$&.eu' });
    expect(fill('{{host}}.{{zone}}', tenant('shop', { host: 'a', zone: 'us' }), defaults)).toEqual({ text: 'a.us' });
    expect(fill('{{host}}.{{gone}}', shop, defaults)).toEqual({ missing: 'gone' });
  });

  test.each([
    ['{{host}}.example.com', 'a.b.example.com', 'a.b'],
    ['x-{{host}}', 'x-a', 'a'],
    ['{{host}}.example.com', 'example.com', undefined],
    ['{{host}}.example.com', '.example.com', undefined],
    ['a{{host}}a', 'a', undefined],
    ['{{a}}.{{b}}', 'x.y', undefined],
  ])('%s becomes %s by %s', (template, name, value) => expect(valueFor(template, name)).toBe(value));
});

describe('origins that tenants make', () => {
  test('one for each name, tenants with the same name together, in the order of the tenants', () => {
    const tenancy = of([tenant('a', { host: 'One' }), tenant('b', { host: 'two' }), tenant('c', { host: 'one' })]);
    expect(made(tenancy).map(({ id, domainName, ofTenants }) => [id, domainName, ofTenants])).toEqual([
      [
        'web of tenants a and 1 more',
        'one.origin.example.com',
        { originId: 'web', template: TEMPLATE, tenantIds: ['dt_a', 'dt_c'] },
      ],
      ['web of tenant b', 'two.origin.example.com', { originId: 'web', template: TEMPLATE, tenantIds: ['dt_b'] }],
    ]);
    expect(reasons(tenancy)).toEqual([]);
  });

  test('what stands behind the name is told by the whole name', () => {
    const url = origin({ domainName: '{{id}}.lambda-url.eu-west-1.on.aws' });
    expect(made(of([tenant('a', { id: 'abc' })]), url)[0]?.kind).toBe('function-url');
  });

  test('the path is that of the first of its tenants; a name without parameters stays one origin', () => {
    const themed = origin({ domainName: TEMPLATE, path: '/{{theme}}' });
    const tenancy = of([tenant('a', { host: 'x' }), tenant('b', { host: 'y', theme: 'dark' })], {
      defaults: [{ name: 'theme', value: 'basic' }],
    });
    expect(made(tenancy, themed).map(({ path }) => path)).toEqual(['/basic', '/dark']);
    const shared = expandOrigins([origin({ path: '/{{theme}}' })], tenancy);
    expect(shared.origins.map(({ id, path }) => [id, path])).toEqual([['web', '/basic']]);
    expect(expandOrigins([origin({ path: '/{{none}}' })], tenancy).origins[0]?.path).toBe('');
  });

  test('a parameter without a value is no guess', () => {
    const [reason] = reasons(of([tenant('a', {}), tenant('b', { host: 'x' }), tenant('c', {})]));
    expect(reason).toContain('tenants a and c give no value for parameter host');
    expect(reason).toContain('not documented');
  });

  test.each(['127.0.0.1#', 'a b', 'a/b', 'x@y:80', '', 'é', 'a\nb', '-a', '{{host}}'])(
    'what is no host name is not looked up: %j',
    (host) => {
      expect(made(of([tenant('a', { host })]))).toEqual([]);
      expect(reasons(of([tenant('a', { host })]))[0]).toContain('make no host name');
    },
  );

  test('tenants whose parameters were not read make none', () => expect(made(of([tenant('a')]))).toEqual([]));

  test('are bounded, and it is said whose were left out', () => {
    const tenancy = of(Array.from({ length: MAX_MADE + 2 }, (_, n) => tenant(`t${n}`, { host: `h${n}` })));
    expect(made(tenancy)).toHaveLength(MAX_MADE);
    expect(reasons(tenancy)[0]).toContain(`tenants t${MAX_MADE} and t${MAX_MADE + 1} was not dialled`);
  });

  /** Whatever a tenant writes, it steers at names under the template's own ends, and never at an address. */
  test('whatever tenants give: names of DNS inside the template, each once, each with whoever made it', () => {
    const anyTenant = fc.tuple(fc.string({ unit: 'binary' }), fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.domain()));
    const template = fc.constantFrom(TEMPLATE, '{{host}}', 'a-{{host}}', '{{host}}.{{host}}.example', '{{host}}.1');
    fc.assert(
      fc.property(fc.array(anyTenant, { maxLength: 60 }), template, (given, domainName) => {
        const tenants = given.map(([name, host], index) => ({ ...tenant(name, { host }), id: `dt_${index}` }));
        const origins = made(of(tenants), origin({ domainName }));
        expect(origins.length).toBeLessThanOrEqual(MAX_MADE);
        expect(new Set(origins.map((one) => one.domainName)).size).toBe(origins.length);
        for (const one of origins) {
          expect(one.domainName).toMatch(/^[a-z0-9_.-]{3,253}$/);
          expect(isIP(one.domainName)).toBe(0);
          const [before = '', after = ''] = [domainName.split('{{')[0], domainName.split('}}').at(-1)];
          expect(one.domainName.startsWith(before) && one.domainName.endsWith(after)).toBe(true);
        }
        const ids = origins.flatMap(({ ofTenants }) => ofTenants?.tenantIds ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('a distribution of tenants', () => {
  const tenancy = of([tenant('a', { host: 'x' }), tenant('b', { host: 'y' })]);
  const api = origin({ id: 'api', domainName: 'api.example.com' });
  const shops: Distribution = distribution({
    tenancy,
    aliases: ['www.a.example', 'www.b.example'],
    origins: expandOrigins([web, api], tenancy).origins,
    behaviors: [
      behavior({ pathPattern: '/api/*', isDefault: false, targetOriginId: 'api' }),
      behavior({ hostForwarding: { kind: 'forwarded', by: 'origin-request-policy', policyId: 'p' } }),
    ],
  });
  const [ofA] = shops.origins.filter(({ ofTenants }) => ofTenants);

  test('dials what tenants make in the place of the template', () => {
    expect(reachableOrigins(shops).map(({ id }) => id)).toEqual(['web of tenant a', 'web of tenant b', 'api']);
    const unread = { ...shops, origins: [web, api] };
    expect(reachableOrigins(unread).map(({ id }) => id)).toEqual(['web', 'api']);
  });

  test('a made origin is reached as the configured one is, alone or in a group', () => {
    expect(behaviorsReaching('web of tenant a', shops).map(({ pathPattern }) => pathPattern)).toEqual(['*']);
    const grouped = {
      ...shops,
      originGroups: [{ id: 'pair', members: ['web', 'api'], failoverCodes: [502] }],
      behaviors: [behavior({ targetOriginId: 'pair' })],
    };
    expect(behaviorsReaching('web of tenant b', grouped)).toHaveLength(1);
    expect(reachableOrigins(grouped).map(({ id }) => id)).toEqual(['web of tenant a', 'web of tenant b', 'api']);
  });

  test("is asked for the domains of the origin's own tenants alone, and never for a name of its own", () => {
    const { targets } = dialPlan(ofA ?? web, seenFrom('web of tenant a', shops), ['203.0.113.7'], 0);
    expect(targets.map(({ serverName }) => serverName)).toEqual(['www.a.example']);
    expect(tenantsOf('web of tenant a', shops).map(({ name }) => name)).toEqual(['a']);
    expect(tenantsOf('api', shops).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(seenFrom('api', shops)).toBe(shops);
  });

  test.each([
    [1, 'tenant a'],
    [2, 'tenants a and b'],
    [3, 'tenants a, b and c'],
    [4, 'tenants a, b, c and 1 more'],
  ])('%i in words', (count, words) => {
    expect(someTenants([...'abcd'].slice(0, count).map((name) => ({ name })))).toBe(words);
  });
});
