import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { TenantFixture } from '../fixture/cloudfront.ts';
import { etagOf, MADE_AT } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Context, operation } from '../service.ts';
import { NamedItems, type Wire } from '../wire/value.ts';
import { cloudfrontArn } from './distribution.ts';

/** Entries on a page where the caller does not say. */
const USUAL_PAGE = 100;

const COUNT = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1));

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributionTenants.html */
export const listTenants = operation({
  input: v.strictObject({
    AssociationFilter: v.optional(
      v.strictObject({ DistributionId: v.optional(v.string()), ConnectionGroupId: v.optional(v.string()) }),
    ),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(COUNT),
  }),
  answer: ({ AssociationFilter, Marker, MaxItems }, context) => {
    const { tenants = [], pageSize } = context.fixture;
    const wanted = AssociationFilter?.DistributionId;
    const held = tenants.filter(({ distributionId }) => wanted === undefined || distributionId === wanted);
    const { items, next } = pageOf(held, { asked: MaxItems, usual: USUAL_PAGE, limit: pageSize, token: Marker });
    const list = items.map((tenant) => ({ ...commonOf(tenant, context), ETag: etagOf(tenant.id) }));
    const value = { NextMarker: next, DistributionTenantList: new NamedItems('DistributionTenantSummary', list) };
    return { root: 'ListDistributionTenantsResult', value };
  },
});

/** By id, name or ARN. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionTenant.html */
export const getTenant = operation({
  input: v.strictObject({ Identifier: v.pipe(v.string(), v.nonEmpty()) }),
  resource: ({ Identifier }, context) => arnOf(Identifier, context),
  answer: ({ Identifier }, context) => {
    const arn = (tenant: TenantFixture) => arnOf(tenant.id, context);
    const found = context.fixture.tenants?.find((one) => [one.id, one.name, arn(one)].includes(Identifier));
    if (!found) throw new AwsError(['EntityNotFound', 404], 'The entity was not found.');
    const parameters = Object.entries(found.parameters ?? {}).map(([Name, Value]) => ({ Name, Value }));
    const value = { ...commonOf(found, context), Parameters: parameters };
    return { root: 'DistributionTenant', value, headers: { etag: etagOf(found.id) } };
  },
});

function arnOf(id: string, context: Context): string {
  return id.startsWith('arn:') ? id : cloudfrontArn(context, `distribution-tenant/${id}`);
}

/** What the list and the tenant itself tell: the list has no parameters. */
function commonOf(tenant: TenantFixture, context: Context): { readonly [member: string]: Wire } {
  const domains = tenant.domains.map((Domain) => ({ Domain, Status: 'active' }));
  return {
    Id: tenant.id,
    DistributionId: tenant.distributionId,
    Name: tenant.name,
    Arn: arnOf(tenant.id, context),
    Domains: domains,
    ConnectionGroupId: 'cg_1',
    CreatedTime: MADE_AT,
    LastModifiedTime: tenant.changedAt ? new Date(tenant.changedAt) : MADE_AT,
    Enabled: tenant.enabled ?? true,
    Status: 'Deployed',
  };
}
