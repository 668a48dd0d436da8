import type { Distribution, Origin, TenantsOrigin } from '../model/distribution.ts';
import type { Parameter, Tenancy, Tenant } from '../model/tenant.ts';
import { originKind } from './origin-kind.ts';

/**
 * A parameter in an origin's domain name or path: its name in double braces.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html,
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Parameter.html
 */
const PLACEHOLDER = /\{\{\s*([a-zA-Z0-9_-]{1,128})\s*\}\}/g;

/** Origins that tenants' values are made into, of all configured ones together. */
export const MAX_MADE = 40;

/** Tenants named in a sentence. */
const MAX_NAMED = 3;

/** A name that DNS can be asked for; an address in a tenant's parameter is none. */
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The parameters that a domain name or a path holds, each once. */
export function parametersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Whether tenants decide what this name or path is. */
export function isTemplate(text: string): boolean {
  return text.includes('{{');
}

/** What became of a template: the text, or the parameter for which there is neither a value nor a default. */
export type Filled = { readonly text: string } | { readonly missing: string };

/** The tenant's values in the place of parameters, where it has none the distribution's own. Values are taken as they are, braces in them too. */
export function fill(template: string, tenant: Tenant, defaults: readonly Parameter[]): Filled {
  const missing = parametersIn(template).find((name) => givenFor(name, tenant, defaults) === undefined);
  if (missing !== undefined) return { missing };
  return { text: template.replace(PLACEHOLDER, (_, name: string) => givenFor(name, tenant, defaults)?.value ?? '') };
}

/** What the tenant has under this name, and whether it is the distribution's default. */
export function givenFor(
  name: string,
  { parameters = [] }: Tenant,
  defaults: readonly Parameter[],
): { readonly value: string; readonly byDefault: boolean } | undefined {
  const own = parameters.find((one) => one.name === name);
  if (own) return { value: own.value, byDefault: false };
  const common = defaults.find((one) => one.name === name);
  return common && { value: common.value, byDefault: true };
}

/** A distribution's origins with what its tenants make of them, and what could not be made, in words. */
export type Expanded = { readonly origins: readonly Origin[]; readonly unseen: readonly { readonly reason: string }[] };

/**
 * Every origin whose domain name holds parameters, once for each name that tenants' values make of it; tenants with the same name share
 * one. Where only the path holds parameters, the origin stays one, asked for the path of the tenant that was changed last. What is
 * made is a name of letters and digits or nothing: a value cannot turn it into an address, a port or a path.
 */
export function expandOrigins(origins: readonly Origin[], tenancy: Tenancy): Expanded {
  const unseen: { readonly reason: string }[] = [];
  const made: Origin[] = [];
  for (const origin of origins) {
    if (origin.byFunction || !isTemplate(origin.domainName)) continue;
    const all = madeOf(origin, tenancy, unseen);
    const room = Math.max(0, MAX_MADE - made.length);
    made.push(...all.slice(0, room));
    if (all.length > room) unseen.push(leftOut(origin, all.slice(room), tenancy));
  }
  return { origins: [...origins.map((origin) => withPath(origin, tenancy, tenancy.tenants)), ...made], unseen };
}

function madeOf(origin: Origin, tenancy: Tenancy, unseen: { readonly reason: string }[]): Origin[] {
  const byName = new Map<string, Tenant[]>();
  const valueless = new Map<string, Tenant[]>();
  const nameless: Tenant[] = [];
  for (const tenant of tenancy.tenants) {
    if (!tenant.parameters) continue;
    const filled = fill(origin.domainName, tenant, tenancy.defaults);
    if ('missing' in filled) add(valueless, filled.missing, tenant);
    else {
      const name = filled.text.toLowerCase().replace(/\.$/, '');
      if (HOST_NAME.test(name)) add(byName, name, tenant);
      else nameless.push(tenant);
    }
  }
  for (const [name, tenants] of valueless) unseen.push({ reason: withoutValue(origin, name, tenants) });
  if (nameless.length > 0) unseen.push({ reason: withoutName(origin, nameless) });
  return [...byName].map(([domainName, tenants]) => make(origin, domainName, tenants, tenancy));
}

function add(map: Map<string, Tenant[]>, key: string, tenant: Tenant): void {
  map.set(key, [...(map.get(key) ?? []), tenant]);
}

function make(origin: Origin, domainName: string, tenants: readonly Tenant[], tenancy: Tenancy): Origin {
  const ofTenants = { originId: origin.id, template: origin.domainName, tenantIds: tenants.map(({ id }) => id) };
  const id = `${origin.id} of ${someTenants(tenants, 1)}`;
  return withPath({ ...origin, id, domainName, kind: originKind(domainName), ofTenants }, tenancy, tenants);
}

/** One path stands for all: a request says no more than that something answers. */
function withPath(origin: Origin, { defaults }: Tenancy, tenants: readonly Tenant[]): Origin {
  if (!isTemplate(origin.path)) return origin;
  const paths = tenants.flatMap((tenant) => {
    const filled = tenant.parameters ? fill(origin.path, tenant, defaults) : undefined;
    return filled && 'text' in filled ? [filled.text] : [];
  });
  return { ...origin, path: paths[0] ?? '' };
}

function withoutValue({ id, domainName }: Origin, parameter: string, tenants: readonly Tenant[]): string {
  const verb = tenants.length > 1 ? 'give' : 'gives';
  return `${someTenants(tenants)} ${verb} no value for parameter ${parameter} in ${domainName} of origin ${id}, and the distribution has no default: what CloudFront does then is not documented`;
}

function withoutName({ id, domainName }: Origin, tenants: readonly Tenant[]): string {
  return `the parameters of ${someTenants(tenants)} make no host name of ${domainName}, origin ${id}: it was not looked up`;
}

function leftOut({ id }: Origin, made: readonly Origin[], { tenants }: Tenancy): { readonly reason: string } {
  const ids = new Set(made.flatMap(({ ofTenants }) => ofTenants?.tenantIds ?? []));
  const left = tenants.filter((tenant) => ids.has(tenant.id));
  return { reason: `origin ${id} of ${someTenants(left)} was not dialled: ${MAX_MADE} origins of tenants are at most` };
}

/** `tenant shop-a`, `tenants shop-a, shop-b and shop-c`, `tenants shop-a, shop-b, shop-c and 9 more`. */
export function someTenants(tenants: readonly Pick<Tenant, 'name'>[], max = MAX_NAMED): string {
  const names = tenants.map(({ name }) => name);
  if (names.length === 1) return `tenant ${names[0]}`;
  if (names.length > max) return `tenants ${names.slice(0, max).join(', ')} and ${names.length - max} more`;
  return `tenants ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The id under which the distribution is configured with this origin: its own, unless tenants' values made it. */
export function configuredId(originId: string, { origins }: Pick<Distribution, 'origins'>): string {
  return tenantsOrigin(originId, { origins })?.originId ?? originId;
}

/** What tenants' values made this origin of, if they did. */
export function tenantsOrigin(originId: string, { origins }: Pick<Distribution, 'origins'>): TenantsOrigin | undefined {
  return origins.find(({ id }) => id === originId)?.ofTenants;
}

/** The tenants whose viewers' requests can go to this origin; none for a distribution without. */
export function tenantsOf(originId: string, { origins, tenancy }: Distribution): readonly Tenant[] {
  const made = tenantsOrigin(originId, { origins });
  const all = tenancy?.tenants ?? [];
  return made ? all.filter(({ id }) => made.tenantIds.includes(id)) : all;
}

/** Whether one tenant's requests can go to both: not where each was made for tenants of its own. */
export function sharesTenants(originId: string, other: string, distribution: Pick<Distribution, 'origins'>): boolean {
  const [one, two] = [tenantsOrigin(originId, distribution), tenantsOrigin(other, distribution)];
  return !one || !two || one.tenantIds.some((id) => two.tenantIds.includes(id));
}

/** The distribution as viewers of one origin know it: they come by the domains of the tenants that are sent there. */
export function seenFrom(originId: string, distribution: Distribution): Distribution {
  if (!tenantsOrigin(originId, distribution)) return distribution;
  return { ...distribution, aliases: tenantsOf(originId, distribution).flatMap(({ domains }) => domains) };
}

/** The value that makes `domainName` of the template, where one parameter and what stands around it decide that. */
export function valueFor(template: string, domainName: string): string | undefined {
  const [before = '', , after = '', ...more] = template.split(/(\{\{[^}]*\}\})/);
  const isFit = domainName.startsWith(before) && domainName.endsWith(after);
  if (more.length > 0 || !isFit) return undefined;
  const value = domainName.slice(before.length, domainName.length - after.length);
  return value.length > 0 && before.length + value.length + after.length === domainName.length ? value : undefined;
}
