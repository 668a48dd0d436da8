import type { Parameter as RawParameter } from '@aws-sdk/client-cloudfront';
import { someTenants } from '../cloudfront/tenants.ts';
import type { Observation } from '../model/evidence.ts';
import type { Parameter, Tenancy, Tenant } from '../model/tenant.ts';
import type { Aws } from './clients.ts';
import { mapSome } from './map-some.ts';
import { bare, isError, notApplicable, observe, observed, unavailable } from './observe.ts';

/** Tenants whose parameters are read, a call each: the list does not carry them. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionTenantSummary.html */
export const MAX_READ = 20;

/** Of those calls at the same time. */
const AT_ONCE = 5;

/** What the API allows. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Parameter.html */
const MAX_VALUE = 256;

type Unseen = Tenancy['unseen'][number];

/** Tenants as far as they were listed. */
export type Listed = Pick<Tenancy, 'tenants' | 'isCut' | 'unseen'>;

/** The same with the values of `wanted` parameters, of the tenants that were changed last. */
export async function readParameters(
  aws: Aws,
  { tenants, unseen, ...listed }: Listed,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Listed> {
  const looked = tenants.slice(0, MAX_READ);
  const answers = await mapSome(looked, AT_ONCE, async (tenant) => ({
    tenant,
    parameters: await readOf(aws, tenant.id, wanted, signal),
  }));
  const known = answers.flatMap(({ tenant, parameters }) => {
    if (parameters.status === 'not-applicable') return [];
    return [parameters.status === 'observed' ? { ...tenant, parameters: parameters.value } : tenant];
  });
  const rest = tenants.slice(MAX_READ);
  return {
    ...listed,
    tenants: [...known, ...rest],
    unseen: [...unseen, ...failed(answers), ...notLooked(looked, rest, listed)],
  };
}

async function readOf(
  aws: Aws,
  Identifier: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Observation<readonly Parameter[]>> {
  return observe('cloudfront:GetDistributionTenant', async () => {
    const { sdk, client } = await aws.cloudfront();
    try {
      const command = new sdk.GetDistributionTenantCommand({ Identifier });
      const { DistributionTenant: tenant } = await client.send(command, { abortSignal: signal });
      if (!tenant) return unavailable('cloudfront:GetDistributionTenant answered without the tenant');
      return observed(toParameters(tenant.Parameters).filter(({ name }) => wanted.has(name)));
    } catch (error) {
      if (!isError(error, 'EntityNotFound')) throw error;
      return notApplicable('deleted while it was looked at');
    }
  });
}

/** A tenant's values; nothing of one without a name or a value. */
export function toParameters(raw: readonly RawParameter[] | undefined): Parameter[] {
  return (raw ?? []).flatMap(({ Name, Value }) =>
    Name && Value ? [{ name: Name, value: Value.slice(0, MAX_VALUE) }] : [],
  );
}

type Answered = { readonly tenant: Tenant; readonly parameters: Observation<readonly Parameter[]> };

/** Each reason once, with whom it keeps from being seen. */
function failed(answers: readonly Answered[]): Unseen[] {
  const unread = answers.flatMap(({ tenant, parameters }) =>
    parameters.status === 'unavailable' ? [{ tenant, why: bare(parameters) }] : [],
  );
  const first = new Map(unread.map(({ why }) => [why.reason, why]));
  return [...first.values()].map((why) => {
    const whose = someTenants(unread.flatMap((one) => (one.why.reason === why.reason ? [one.tenant] : [])));
    return { ...why, reason: `the parameters of ${whose} could not be read: ${why.reason}` };
  });
}

function notLooked(looked: readonly Tenant[], rest: readonly Tenant[], { isCut }: Pick<Listed, 'isCut'>): Unseen[] {
  if (rest.length === 0) return [];
  const all = `${isCut ? 'at least ' : ''}${looked.length + rest.length}`;
  return [
    {
      reason: `the parameters of ${looked.length} of ${all} tenants were read, those changed last: the origins of the other ${rest.length} were not looked at`,
    },
  ];
}
