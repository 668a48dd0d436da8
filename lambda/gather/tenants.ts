import { setMaxListeners } from 'node:events';
import type {
  DistributionConfig,
  DistributionTenantSummary,
  DomainResult,
  TenantConfig,
} from '@aws-sdk/client-cloudfront';
import { expandOrigins, isTemplate, parametersIn } from '../cloudfront/tenants.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Parameter, Tenancy, Tenant } from '../model/tenant.ts';
import type { Aws } from './clients.ts';
import { bare, observe, observed, unavailable } from './observe.ts';
import { type Listed, readParameters, toParameters } from './tenant-parameters.ts';

/** Pages of the list that are read, and tenants on one. */
const MAX_PAGES = 5;
const PAGE = 100;

/** Domains of all tenants that are kept. */
const MAX_DOMAINS = 1_000;

/** Longer than any name. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionTenant.html */
const MAX_NAME = 128;

/**
 * The tenants of a multi-tenant distribution: all in a list, and the parameters of those that were changed last where an origin holds
 * any. What none of them decides waits no longer than `withinMs`.
 */
export async function readTenancy(
  aws: Aws,
  id: string,
  config: DistributionConfig,
  signal: AbortSignal,
  withinMs: number,
): Promise<Tenancy | undefined> {
  if (config.ConnectionMode !== 'tenant-only') return undefined;
  const ending = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  setMaxListeners(0, ending);
  const listed = await listTenants(aws, id, ending);
  const templates = (config.Origins?.Items ?? []).flatMap(({ DomainName = '', OriginPath = '' }) => [
    DomainName,
    OriginPath,
  ]);
  const wanted = new Set(templates.flatMap(parametersIn));
  const read = templates.some(isTemplate) ? await readParameters(aws, listed, wanted, ending) : listed;
  return { ...read, defaults: toDefaults(config.TenantConfig) };
}

/** Nobody is served under an inactive one. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DomainResult.html */
function toDomain({ Domain, Status }: DomainResult): string[] {
  return Domain && Status !== 'inactive' ? [Domain.toLowerCase()] : [];
}

async function listTenants(aws: Aws, id: string, signal: AbortSignal): Promise<Listed> {
  const summaries: DistributionTenantSummary[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await listPage(aws, id, marker, signal);
    if (answer.status !== 'observed') return { ...toListed(summaries), isCut: true, unseen: [bare(answer)] };
    summaries.push(...answer.value.summaries);
    marker = answer.value.next;
    if (!marker) return { ...toListed(summaries), unseen: [] };
  }
  const reason = `the distribution has more than ${summaries.length} tenants: the others were not looked at`;
  return { ...toListed(summaries), isCut: true, unseen: [{ reason }] };
}

type Page = { readonly summaries: readonly DistributionTenantSummary[]; readonly next: string | undefined };

async function listPage(
  aws: Aws,
  DistributionId: string,
  Marker: string | undefined,
  signal: AbortSignal,
): Promise<Observation<Page>> {
  return observe('cloudfront:ListDistributionTenants', async () => {
    const { sdk, client } = await aws.cloudfront();
    const input = { AssociationFilter: { DistributionId }, MaxItems: PAGE, ...(Marker && { Marker }) };
    const command = new sdk.ListDistributionTenantsCommand(input);
    const { DistributionTenantList: list, NextMarker } = await client.send(command, { abortSignal: signal });
    if (!list) return unavailable('cloudfront:ListDistributionTenants answered without a list');
    return observed({ summaries: list.slice(0, PAGE), next: NextMarker || undefined });
  });
}

/** Disabled tenants serve nothing. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionTenant.html */
function toListed(summaries: readonly DistributionTenantSummary[]): Pick<Tenancy, 'tenants'> {
  const enabled = summaries.filter(({ Enabled }) => Enabled ?? true).flatMap(toTenant);
  const once = [...new Map(enabled.map((tenant) => [tenant.id, tenant])).values()];
  return { tenants: once.toSorted((a, b) => (b.changedAt ?? '').localeCompare(a.changedAt ?? '')) };
}

/** One entry of the list in our nouns; nothing of one without an id, or without a domain by which anybody could come. */
export function toTenant({ Id, Name, Domains, LastModifiedTime }: DistributionTenantSummary): Tenant[] {
  const domains = (Domains ?? []).flatMap(toDomain).slice(0, MAX_DOMAINS);
  if (!Id || domains.length === 0) return [];
  const changedAt = LastModifiedTime && Number.isFinite(LastModifiedTime.getTime()) ? LastModifiedTime : undefined;
  return [
    {
      id: Id,
      name: (Name || Id).slice(0, MAX_NAME),
      domains,
      ...(changedAt && { changedAt: changedAt.toISOString() }),
    },
  ];
}

/** Only a parameter that is not required hands its default down. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html */
export function toDefaults(config: TenantConfig | undefined): Parameter[] {
  const optional = (config?.ParameterDefinitions ?? []).filter(({ Definition }) => !Definition?.StringSchema?.Required);
  return toParameters(
    optional.map(({ Name, Definition }) => ({ Name, Value: Definition?.StringSchema?.DefaultValue })),
  );
}

/** The distribution with its tenants: their domains are its aliases, their values make its origins. */
export function withTenants(distribution: Distribution, tenancy: Tenancy): Distribution {
  const { origins, unseen } = expandOrigins(distribution.origins, tenancy);
  const domains = [...new Set(tenancy.tenants.flatMap((tenant) => tenant.domains))];
  const isCut = tenancy.isCut || domains.length > MAX_DOMAINS;
  return {
    ...distribution,
    aliases: domains.slice(0, MAX_DOMAINS),
    origins,
    tenancy: { ...tenancy, ...(isCut && { isCut: true }), unseen: [...tenancy.unseen, ...unseen] },
  };
}
