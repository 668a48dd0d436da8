import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../lambda/diagnose.ts';
import { gatherOrigins, nowhere } from '../lambda/gather/evidence.ts';
import { withTenants as expanded } from '../lambda/gather/tenants.ts';
import type { Distribution, Origin } from '../lambda/model/distribution.ts';
import type { Evidence, Observations } from '../lambda/model/evidence.ts';
import type { Reach, Verdict } from '../lambda/model/finding.ts';
import type { Tenancy } from '../lambda/model/tenant.ts';
import { facts } from '../lambda/report/facts.ts';
import { pathsHit } from '../lambda/report/reach.ts';
import { rules } from '../lambda/rules/index.ts';
import { openTenants, withTenants } from '../lambda/tenants-hit.ts';
import {
  behavior,
  completedDial,
  distribution,
  EXAMINED_AT,
  handshakes,
  notApplicable,
  observed,
  origin,
  originEvidence,
  vpcConnection,
} from './evidence.ts';
import { lookIn } from './gather/look.ts';

const tenancy = (hosts: Readonly<Record<string, string>>, more: Partial<Tenancy> = {}): Tenancy => ({
  tenants: Object.entries(hosts).map(([name, value]) => ({
    id: `dt_${name}`,
    name,
    domains: [`www.${name}.example`],
    parameters: value ? [{ name: 'host', value }] : [],
  })),
  defaults: [],
  unseen: [],
  ...more,
});

const TEMPLATE = '{{host}}.origin.example.com';
const shared = origin({ id: 'api', domainName: 'api.example.com' });

function shops(of: Tenancy, origins: readonly Origin[] = [origin({ domainName: TEMPLATE }), shared]): Distribution {
  const behaviors = [behavior({ pathPattern: '/api/*', isDefault: false, targetOriginId: 'api' }), behavior()];
  return expanded(distribution({ aliases: [], origins, behaviors }), of);
}

const found = (originId: string, reach: Reach = { failing: 1, seen: 1, of: ['203.0.113.7'] }): Verdict => ({
  ruleId: 'certificate-expired',
  originId,
  kind: 'found',
  leads: true,
  finding: {
    ruleId: 'certificate-expired',
    originId,
    title: 'It expired',
    certainty: 'proven',
    witness: { kind: 'endpoint', key: originId },
    reach,
    explanation: 'So it is.',
    evidence: [],
    remedy: [],
    deadEnds: [],
    references: [],
  },
});

function told(verdict: Verdict, of: Distribution) {
  const one = withTenants(verdict, of);
  if (one.kind !== 'found') throw new Error(one.kind);
  return one.finding;
}

const names = (of: Distribution, verdict: Verdict) => told(verdict, of).tenants?.named.map(({ name }) => name);

describe('whom a finding hits', () => {
  const three = shops(tenancy({ a: 'x', b: 'y', c: 'x' }));

  test('those who are sent there, and by what', () => {
    const finding = told(found('web of tenant b'), three);
    expect(finding.tenants).toEqual({ count: 1, named: [{ id: 'dt_b', name: 'b', domains: ['www.b.example'] }] });
    expect(finding.explanation).toBe(
      `So it is. Of 3 tenants only b is sent there: parameter host is y in ${TEMPLATE}.`,
    );
    expect(told(found('web of tenants a and 1 more'), three).explanation).toContain(
      'Of 3 tenants only a and c are sent',
    );
  });

  test('everyone where the origin is everybody’s, and those whose domains fail where only some do', () => {
    expect(names(three, found('api'))).toEqual(['a', 'b', 'c']);
    expect(told(found('api'), three).explanation).toBe('So it is.');
    expect(names(three, found('api', { failing: 1, seen: 3, of: ['www.c.example'] }))).toEqual(['c']);
    expect(names(three, found('api', { failing: 1, seen: 3, of: ['203.0.113.7'] }))).toEqual(['a', 'b', 'c']);
  });

  test('all of them in words; the default where it is that; only those that were looked at are counted', () => {
    const all = shops(tenancy({ a: 'x', b: 'x' }));
    expect(told(found('web of tenants a and 1 more'), all).explanation).toContain('All 2 tenants are sent there');
    const byDefault = shops(tenancy({ a: '', b: 'y' }, { defaults: [{ name: 'host', value: 'pool' }] }));
    expect(told(found('web of tenant a'), byDefault).explanation).toContain('parameter host is pool, the default in');
    const one = shops(tenancy({ a: 'x' }));
    expect(told(found('web of tenant a'), one).explanation).toContain('Tenant a is sent there');
    const cut = tenancy({ a: 'x', b: 'y', c: 'z' });
    const unread = cut.tenants.map(({ parameters, ...rest }) => (rest.name === 'c' ? rest : { ...rest, parameters }));
    const some = shops({ ...cut, tenants: unread });
    expect(told(found('web of tenant a'), some).explanation).toContain('Of 2 tenants that were looked at only a is');
  });

  test('nobody in particular for a standard distribution, or a finding about the whole', () => {
    const verdict = found('web');
    expect(withTenants(verdict, distribution())).toBe(verdict);
    expect(told(found(''), three).tenants).toBeUndefined();
    expect(told(found('api'), shops(tenancy({}))).tenants).toBeUndefined();
  });
});

const evidenceOf = (of: Distribution, origins: Evidence['origins'] = []): Evidence => ({
  schemaVersion: 1,
  subject: { kind: 'distribution', id: of.id },
  examinedAt: EXAMINED_AT,
  distribution: observed(of),
  origins,
});

describe('in words', () => {
  test.each([
    [{ a: 'x', b: 'y', c: 'z' }, 'web of tenant b', 'tenant b (www.b.example), every path but /api/*'],
    [{ a: 'x', b: 'x', c: 'z' }, 'web of tenants a and 1 more', 'tenants a (www.a.example), b (www.b.example), every'],
    [
      { a: 'x', b: 'x', c: 'x', d: 'x', e: 'x', f: 'y' },
      'web of tenants a and 4 more',
      'tenants a, b, c, d and 1 more, every path',
    ],
    [{ a: 'x', b: 'x', c: 'x' }, 'web of tenants a and 2 more', 'all 3 tenants, every path'],
    [{ a: 'x', b: 'y' }, 'api', 'both tenants, only /api/*'],
  ])('%j', (hosts, originId, words) => {
    const of = shops(tenancy(hosts));
    expect(pathsHit(told(found(originId), of), evidenceOf(of))).toContain(words);
  });

  test('where the list was cut nobody is counted', () => {
    const of = shops(tenancy({ a: 'x', b: 'y' }, { isCut: true }));
    expect(pathsHit(told(found('api'), of), evidenceOf(of))).toBe('every tenant, only /api/*');
  });

  test('the one tenant with its id and its last change', () => {
    const of = tenancy({ a: 'x', b: 'y' });
    const changed = of.tenants.map((tenant) => ({ ...tenant, changedAt: '2026-11-23T00:12:00.000Z' }));
    const known = shops({ ...of, tenants: changed });
    const evidence = evidenceOf(
      known,
      known.origins.map((one) => originEvidence({}, one)),
    );
    const diagnosis = {
      ...diagnose(evidence, []),
      conclusion: { kind: 'root-cause' as const, primary: told(found('web of tenant b'), known), also: [] },
    };
    const lines = facts(diagnosis, evidence).blocks.flat().join('\n');
    expect(lines).toContain('multi-tenant, 2 enabled tenants');
    expect(lines).toContain('Tenant: b (dt_b), changed 2026-11-23 00:12 UTC (3 hours ago)');
  });
});

describe('nothing is acquitted while tenants were not seen', () => {
  const unseen = [{ reason: 'the other 30 were not looked at' }];
  const quiet: Partial<Observations> = { handshakes: handshakes(completedDial()) };
  const sound = (of: Distribution) =>
    diagnose(
      evidenceOf(
        of,
        of.origins.filter(({ domainName }) => domainName !== TEMPLATE).map((one) => originEvidence(quiet, one)),
      ),
      rules,
    );

  test('who decide where requests go', () => {
    const of = shops(tenancy({ a: 'x' }, { unseen }), [origin({ domainName: TEMPLATE })]);
    expect(openTenants(evidenceOf(of))).toBe(unseen[0]?.reason);
    const { conclusion, blindSpots } = sound(shops(tenancy({ a: 'x' }, { unseen })));
    expect(conclusion.kind).not.toBe('no-fault-found');
    expect(blindSpots).toContainEqual(
      expect.objectContaining({ subject: 'the distribution: its tenants', reason: unseen[0]?.reason }),
    );
  });

  test('or under which names; where they decide neither, their absence decides nothing', () => {
    const plain = shops(tenancy({}, { unseen }), [origin(), shared]);
    expect(openTenants(evidenceOf(plain))).toBeUndefined();
    const hostForwarding = { kind: 'forwarded', by: 'origin-request-policy', policyId: 'p' } as const;
    const forwarded = { ...plain, behaviors: [behavior({ hostForwarding })] };
    expect(openTenants(evidenceOf(forwarded))).toBe(unseen[0]?.reason);
    expect(openTenants(evidenceOf(distribution()))).toBeUndefined();
  });

  test('a Host that could be any tenant’s is no address that is missing', async () => {
    const hostForwarding = { kind: 'forwarded', by: 'origin-request-policy', policyId: 'p' } as const;
    const of = {
      ...shops(tenancy({}, { unseen, isCut: true }), [origin({ domainName: 'api.example.com' })]),
      behaviors: [behavior({ hostForwarding })],
    };
    const resolver = { ...lookIn({}).world.resolver, resolve4: async () => ['203.0.113.7'] };
    const subject = { kind: 'distribution', id: of.id } as const;
    const evidence = await gatherOrigins(lookIn({}, { resolver }), subject, observed(of), nowhere('not asked'));
    expect(evidence.origins[0]?.observations.handshakes).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining("no tenant's domain is known"),
    });
    expect(diagnose(evidence, rules).conclusion.kind).toBe('inconclusive');
  });

  test('no record is held against a name that is not known, in a private network neither', async () => {
    const connection = vpcConnection();
    const of = shops(tenancy({}, { unseen, isCut: true }), [origin({ domainName: TEMPLATE, connection })]);
    const subject = { kind: 'distribution', id: of.id } as const;
    const evidence = await gatherOrigins(lookIn({}), subject, observed(of), nowhere('not asked'));
    expect(evidence.origins[0]?.observations).toMatchObject({
      handshakes: { status: 'unavailable', reason: expect.stringContaining(unseen[0]?.reason ?? '') },
      listener: { status: 'not-applicable' },
    });
  });

  test('without any enabled tenant nobody is sent anywhere', async () => {
    const of = shops(tenancy({}), [origin({ domainName: TEMPLATE })]);
    const subject = { kind: 'distribution', id: of.id } as const;
    const evidence = await gatherOrigins(lookIn({}), subject, observed(of), nowhere('not asked'));
    expect(evidence.origins[0]?.observations.handshakes).toEqual(
      notApplicable('the distribution has no enabled tenant'),
    );
  });
});
