import { reachableOrigins } from './cloudfront/dial.ts';
import { givenFor, isTemplate, parametersIn, tenantsOf, tenantsOrigin } from './cloudfront/tenants.ts';
import { cut, list, unique } from './dials.ts';
import type { Distribution, TenantsOrigin } from './model/distribution.ts';
import type { Evidence } from './model/evidence.ts';
import type { Finding, Verdict } from './model/finding.ts';
import type { Tenancy, Tenant } from './model/tenant.ts';

/** Named with one finding; the message names fewer. */
const MAX_NAMED = 10;

/**
 * A finding with the tenants whose viewers meet it, and with what sends them there where their own values do. A finding about the
 * distribution as a whole is everybody's.
 */
export function withTenants(verdict: Verdict, distribution: Distribution): Verdict {
  const { tenancy } = distribution;
  if (verdict.kind !== 'found' || verdict.originId === '' || !tenancy) return verdict;
  const { finding } = verdict;
  const hit = tenantsHit(finding, distribution);
  const named = hit.slice(0, MAX_NAMED).map(({ id, name, domains }) => ({ id, name, domains }));
  const made = tenantsOrigin(finding.originId, distribution);
  const explanation = made ? `${finding.explanation} ${sentThere(made, hit, tenancy)}` : finding.explanation;
  return {
    ...verdict,
    finding: { ...finding, explanation, ...(hit.length > 0 && { tenants: { count: hit.length, named } }) },
  };
}

/** Of those who are sent to the origin the ones whose domains fail, where only some names do. */
function tenantsHit({ originId, reach }: Finding, distribution: Distribution): readonly Tenant[] {
  const all = tenantsOf(originId, distribution);
  if (reach.failing >= reach.seen) return all;
  const named = all.filter(({ domains }) => domains.some((domain) => reach.of.includes(domain)));
  const isByName = reach.of.length > 0 && reach.of.every((name) => all.some(({ domains }) => domains.includes(name)));
  return isByName ? named : all;
}

/** `Of 3 tenants only shop-b is sent there: parameter host is shop-bb in {{host}}.origin.example.com.` */
function sentThere({ template }: TenantsOrigin, hit: readonly Tenant[], { tenants, defaults }: Tenancy): string {
  const read = tenants.filter(({ parameters }) => parameters).length;
  const values = parametersIn(template).map((name) => {
    const own = hit.map((tenant) => givenFor(name, tenant, defaults));
    const byDefault = own.some((one) => one?.byDefault) ? ', the default' : '';
    return `parameter ${cut(name, 60)} is ${list(unique(own.map((one) => cut(one?.value ?? '', 60))), 2)}${byDefault}`;
  });
  return `${who(hit, read, tenants.length)}: ${values.join(', ')} in ${cut(template, 120)}.`;
}

function who(hit: readonly Tenant[], read: number, all: number): string {
  const looked = read < all ? ' that were looked at' : '';
  if (hit.length === read)
    return read === 1
      ? `Tenant ${cut(hit[0]?.name ?? '', 60)} is sent there`
      : `All ${read} tenants${looked} are sent there`;
  const names = list(
    hit.map(({ name }) => cut(name, 60)),
    3,
  );
  return `Of ${read} tenants${looked} only ${names} ${hit.length === 1 ? 'is' : 'are'} sent there`;
}

/** Why nothing may be acquitted: of those who decide where requests go, or under which name, not all were seen. */
export function openTenants({ distribution }: Evidence): string | undefined {
  if (distribution.status !== 'observed' || !distribution.value.tenancy) return undefined;
  const { behaviors, tenancy } = distribution.value;
  const isTheirs = reachableOrigins(distribution.value).some(
    ({ domainName, ofTenants }) => ofTenants !== undefined || isTemplate(domainName),
  );
  const isNamed = behaviors.some(({ hostForwarding }) => hostForwarding.kind !== 'not-forwarded');
  return isTheirs || isNamed ? tenancy.unseen[0]?.reason : undefined;
}
