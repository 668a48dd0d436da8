import { capital } from '../capital.ts';
import { givenFor, parametersIn, someTenants, tenantsOf, valueFor } from '../cloudfront/tenants.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import type { Tenant } from '../model/tenant.ts';
import { editDefaults, editOrigin } from './edit-distribution.ts';
import { shellLine, shellWord } from './shell.ts';

const UPDATING = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistributionTenant.html';

type Scene = { readonly origin: Origin; readonly distribution: Distribution };

/** Values by parameter. */
type Values = Readonly<Record<string, string>>;

/** What the reader must put in its place. */
const PLACEHOLDER = /^[A-Z_]+$/;

/** Makes `name` the origin's domain name: in the distribution, or by a tenant's parameter; nothing where no value would make it. */
export function renameOrigin(action: string, scene: Scene, name: string): Step[] {
  const { origin, distribution } = scene;
  const made = origin.ofTenants;
  if (!made) return [editOrigin(action, distribution, origin.id, `.DomainName = ${JSON.stringify(name)}`)];
  if (PLACEHOLDER.test(name)) return correctParameter(scene);
  const [parameter] = parametersIn(made.template);
  const value = valueFor(made.template, name);
  if (!parameter || value === undefined) return [];
  return [change(scene, { [parameter]: value }, (what, now) => `${action}. ${capital(what)} does that; ${back(now)}`)];
}

/** Corrects what tenants' values made the origin's domain name; nothing of an origin that is configured with its name. */
export function correctParameter(scene: Scene): Step[] {
  const made = scene.origin.ofTenants;
  if (!made) return [];
  const names = parametersIn(made.template);
  const wanted = Object.fromEntries(names.map((name) => [name, `NEW_${name.toUpperCase()}`]));
  const places = Object.values(wanted).join(' and ');
  const right = names.length > 1 ? 'the right values' : 'the right value';
  const how = (now: readonly string[]) => `write ${right} in the place of ${places}; ${back(now)}`;
  return [change(scene, wanted, (what, now) => `If ${now.join(' or ')} is wrong: correct ${what} (${how(now)})`)];
}

function back(now: readonly string[]): string {
  return `to take it back, run it again with ${now.join(' and ')}`;
}

/** In words: whose parameter it is, and what it is now. */
type InWords = (what: string, now: readonly string[]) => string;

/** Where every one of these tenants has the distribution's default, that is what is changed. */
function change({ origin, distribution }: Scene, wanted: Values, inWords: InWords): Step {
  const tenants = tenantsOf(origin.id, distribution);
  const { defaults = [] } = distribution.tenancy ?? {};
  const names = Object.keys(wanted);
  const given = tenants.map((tenant) => names.map((name) => givenFor(name, tenant, defaults)));
  const byDefault = given.flat().every((one) => one?.byDefault);
  const now = names.map((_, index) => given[0]?.[index]?.value ?? '');
  const parameter = `parameter${names.length > 1 ? 's' : ''} ${names.join(' and ')}`;
  const what = byDefault ? `the default of ${parameter}` : `${parameter} of ${someTenants(tenants)}`;
  const action = inWords(what, now);
  return byDefault ? editDefaults(action, distribution, wanted) : setParameters(action, tenants, wanted);
}

/** Domains and customizations are written back as they are: the API takes a domain's name alone. */
const INPUT =
  '.DistributionTenant | {DistributionId, ConnectionGroupId, Customizations, Enabled, Domains: [.Domains[] | {Domain}], ' +
  'Parameters: ([.Parameters[]? | select($given[.Name] == null)] + ($given | to_entries | map({Name: .key, Value: .value})))} ' +
  '| with_entries(select(.value != null))';

/** Read, edit, write back under the version that was read: one tenant after the other. */
function setParameters(action: string, tenants: readonly Pick<Tenant, 'id'>[], values: Values): Step {
  const ids = tenants.map(({ id }) => id);
  const each = (id: string) =>
    [
      `aws cloudfront get-distribution-tenant --identifier ${id} > tenant.json`,
      `${shellLine('jq', '--argjson', 'given', JSON.stringify(values), INPUT, 'tenant.json')} > new.json`,
      `aws cloudfront update-distribution-tenant --id ${id} --if-match "$(jq -r .ETag tenant.json)" --cli-input-json file://new.json`,
    ].join(' && ');
  const show = (id: string) =>
    `aws cloudfront get-distribution-tenant --identifier ${id} --query 'DistributionTenant.[Name,Status,Parameters]'`;
  return { action, command: forEachTenant(ids, each), verify: forEachTenant(ids, show), reference: UPDATING };
}

/** A command for each of these tenants in one shell line; `line` is given the word that stands for its id. */
export function forEachTenant(ids: readonly string[], line: (id: string) => string): string {
  const [only = 'TENANT_ID', ...others] = ids.map(shellWord);
  return others.length > 0 ? `for id in ${[only, ...others].join(' ')}; do ${line('"$id"')}; done` : line(only);
}
