import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withTenants } from '../../lambda/gather/tenants.ts';
import type { Distribution, Origin } from '../../lambda/model/distribution.ts';
import type { Parameter } from '../../lambda/model/tenant.ts';
import { editBehaviors, editOrigin } from '../../lambda/remedies/edit-distribution.ts';
import { correctParameter, renameOrigin } from '../../lambda/remedies/tenant-parameter.ts';
import { distribution, origin } from '../evidence.ts';

type Given = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The origin that the first tenant is sent to. */
function scene(template: string, given: Given, defaults: readonly Parameter[] = []) {
  const tenants = Object.entries(given).map(([name, values]) => ({
    id: `dt_${name}`,
    name,
    domains: [`www.${name}.example`],
    parameters: Object.entries(values).map(([key, value]) => ({ name: key, value })),
  }));
  const of = distribution({ aliases: [], origins: [origin({ domainName: template })] });
  const made = withTenants(of, { tenants, defaults, unseen: [] });
  const first = made.origins.find(({ ofTenants }) => ofTenants?.tenantIds.includes(tenants[0]?.id ?? ''));
  return { origin: first ?? origin(), distribution: made } satisfies { origin: Origin; distribution: Distribution };
}

const TEMPLATE = '{{host}}.origin.example.com';

/** What `aws cloudfront get-distribution-tenant` prints. */
const TENANT = {
  ETag: 'E2QWRUHEXAMPLE',
  DistributionTenant: {
    Id: 'dt_b',
    DistributionId: 'E2EXAMPLE',
    Name: 'b',
    Arn: 'arn:aws:cloudfront::111122223333:distribution-tenant/dt_b',
    Domains: [{ Domain: 'www.b.example', Status: 'active' }],
    Tags: { Items: [] },
    Customizations: { WebAcl: { Action: 'override', Arn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/x/1' } },
    Parameters: [
      { Name: 'host', Value: 'bb' },
      { Name: 'theme', Value: 'dark' },
    ],
    ConnectionGroupId: 'cg_1',
    CreatedTime: '2025-06-01T09:00:00Z',
    LastModifiedTime: '2025-06-01T09:00:00Z',
    Enabled: true,
    Status: 'Deployed',
  },
};

/** Runs a line in a shell whose `aws` prints what is given and notes what it is asked; answers the notes, and the input of the last update. */
function run(line: string, printed: unknown = TENANT) {
  const cwd = mkdtempSync(join(tmpdir(), 'tenant-'));
  try {
    writeFileSync(join(cwd, 'printed.json'), JSON.stringify(printed));
    const aws =
      'aws() { printf "%s\\n" "$*" >> calls; case "$2" in get-*) cat printed.json;; esac; }; touch() { echo PWNED >> calls; };';
    execFileSync('/bin/sh', ['-c', `${aws} ${line}`], { cwd, encoding: 'utf8' });
    const calls = readFileSync(join(cwd, 'calls'), 'utf8').trim().split('\n');
    return { calls, input: JSON.parse(readFileSync(join(cwd, 'new.json'), 'utf8')) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('one tenant’s parameter', () => {
  const one = scene(TEMPLATE, { b: { host: 'bb' }, a: { host: 'a' } });

  test('is read, changed and written back under the version that was read, and nothing else of the tenant changes', () => {
    const [step] = renameOrigin('Make it b.origin.example.com', one, 'b.origin.example.com');
    expect(step?.action).toBe(
      'Make it b.origin.example.com. Parameter host of tenant b does that; to take it back, run it again with bb',
    );
    const { calls, input } = run(step?.command ?? '');
    expect(calls).toEqual([
      'cloudfront get-distribution-tenant --identifier dt_b',
      'cloudfront update-distribution-tenant --id dt_b --if-match E2QWRUHEXAMPLE --cli-input-json file://new.json',
    ]);
    expect(input).toEqual({
      DistributionId: 'E2EXAMPLE',
      ConnectionGroupId: 'cg_1',
      Customizations: TENANT.DistributionTenant.Customizations,
      Enabled: true,
      Domains: [{ Domain: 'www.b.example' }],
      Parameters: [
        { Name: 'theme', Value: 'dark' },
        { Name: 'host', Value: 'b' },
      ],
    });
  });

  test('of a tenant without customizations or parameters none are made up', () => {
    const { Customizations: _, Parameters: __, ConnectionGroupId: ___, ...bare } = TENANT.DistributionTenant;
    const [step] = correctParameter(one);
    const { input } = run(step?.command ?? '', { ...TENANT, DistributionTenant: bare });
    expect(Object.keys(input).sort()).toEqual(['DistributionId', 'Domains', 'Enabled', 'Parameters']);
    expect(input.Parameters).toEqual([{ Name: 'host', Value: 'NEW_HOST' }]);
  });

  test('is said to be wrong only if it is, with the place for the right one', () => {
    expect(correctParameter(one).map(({ action }) => action)).toEqual([
      'If bb is wrong: correct parameter host of tenant b (write the right value in the place of NEW_HOST; to take it back, run it again with bb)',
    ]);
    const two = scene('{{host}}.{{zone}}.example.com', { b: { host: 'bb', zone: 'eu' } });
    expect(correctParameter(two)[0]?.action).toContain(
      'If bb or eu is wrong: correct parameters host and zone of tenant b (write the right values in the place of NEW_HOST and NEW_ZONE',
    );
  });

  test('makes no name that the template has no room for', () => {
    expect(renameOrigin('Make it', one, 'www.elsewhere.example')).toEqual([]);
    expect(renameOrigin('Make it', one, 'ORIGIN_NAME')).toEqual(correctParameter(one));
  });
});

test('several tenants with the same value are changed one after the other', () => {
  const [step] = renameOrigin(
    'Make it',
    scene(TEMPLATE, { a: { host: 'x' }, b: { host: 'x' }, c: { host: 'y' } }),
    'z.origin.example.com',
  );
  expect(step?.action).toContain('Parameter host of tenants a and b does that');
  expect(run(step?.command ?? '').calls.filter((call) => call.includes('update'))).toEqual([
    'cloudfront update-distribution-tenant --id dt_a --if-match E2QWRUHEXAMPLE --cli-input-json file://new.json',
    'cloudfront update-distribution-tenant --id dt_b --if-match E2QWRUHEXAMPLE --cli-input-json file://new.json',
  ]);
});

test('a default is changed in the distribution, for whoever gives no value', () => {
  const made = scene(TEMPLATE, { a: {}, b: {}, c: { host: 'y' } }, [{ name: 'host', value: 'pool' }]);
  const [step] = renameOrigin('Make it', made, 'z.origin.example.com');
  expect(step?.action).toContain('The default of parameter host does that; to take it back, run it again with pool');
  const definition = (name: string, value: string) => ({
    Name: name,
    Definition: { StringSchema: { DefaultValue: value } },
  });
  const printed = {
    ETag: 'E1',
    DistributionConfig: {
      TenantConfig: { ParameterDefinitions: [definition('host', 'pool'), definition('theme', 'x')] },
    },
  };
  const { calls, input } = run(step?.command ?? '', printed);
  expect(calls.at(-1)).toContain('cloudfront update-distribution --id E2EXAMPLE --if-match E1');
  expect(input.TenantConfig.ParameterDefinitions).toEqual([definition('host', 'z'), definition('theme', 'x')]);
});

describe('other settings', () => {
  const one = scene(TEMPLATE, { b: { host: 'bb' } });

  test('are those of the configured origin: every tenant follows', () => {
    const step = editOrigin('Ask by HTTPS', one.distribution, one.origin.id, '.CustomOriginConfig.HTTPSPort = 443');
    expect(step.action).toBe('Ask by HTTPS. It is a setting of the distribution: every tenant follows');
    expect(step.command).toContain('--arg id web ');
    expect(editBehaviors('Stop', one.distribution, one.origin.id, '.').command).toContain(`'["web"]'`);
  });

  test('an origin with a name of its own is renamed in the distribution', () => {
    const plain = { origin: origin(), distribution: distribution() };
    expect(renameOrigin('Make it', plain, 'a.example')[0]?.command).toContain('.DomainName = "a.example"');
    expect(correctParameter(plain)).toEqual([]);
  });
});

describe('hostile tenants', () => {
  const evil = fc.oneof(
    fc.constantFrom(
      "x'; touch PWNED; '",
      '$(touch PWNED)',
      '`touch PWNED`',
      'a\ntouch PWNED',
      '\\(1)\\',
      '" | touch PWNED #',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  test('break neither the line nor the JSON', () => {
    fc.assert(
      fc.property(evil, evil, evil, (id, name, parameter) => {
        const made = scene(TEMPLATE, { b: { host: 'bb' } });
        const tenancy = made.distribution.tenancy;
        if (!tenancy) throw new Error('the tenants are there');
        const tenants = [{ id, name, domains: [name], parameters: [{ name: 'host', value: parameter }] }];
        const ofTenants = { originId: name, template: TEMPLATE, tenantIds: [id] };
        const [origins, changed] = [[{ ...made.origin, ofTenants }], { ...tenancy, tenants }];
        const [step] = correctParameter({
          origin: { ...made.origin, ofTenants },
          distribution: { ...made.distribution, origins, tenancy: changed },
        });
        const line = step?.command ?? '';
        expect(line).not.toMatch(/[\n\r\u2028]/);
        const { calls } = run(line.includes('\0') ? 'aws x get-; echo {} > new.json' : line);
        expect(calls.filter((call) => call.startsWith('PWNED'))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
