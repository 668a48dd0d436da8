import type { DistributionFixture, TenantFixture } from './account/fixture/cloudfront.ts';
import type { Zone } from './dns-server.ts';
import { SHOP_ID, shop } from './estate.ts';

/** The name of the lab's multi-tenant origin, a part of which each tenant gives. */
export const TEMPLATE = '{{host}}.origin.example.com';

/** The lab's distribution as one of tenants, before an origin that each of them names for itself. */
export function shops(wanted: Partial<DistributionFixture> = {}): DistributionFixture {
  return shop({
    aliases: [],
    connectionMode: 'tenant-only',
    parameters: { host: { required: true } },
    origins: [{ id: 'web', domainName: TEMPLATE }],
    ...wanted,
  });
}

/** A tenant of it, `www.NAME.example`, whose part of the name is its own name. */
export function tenant(name: string, wanted: Partial<TenantFixture> = {}): TenantFixture {
  return {
    id: `dt_${name.replaceAll('-', '')}`,
    name,
    distributionId: SHOP_ID,
    domains: [`www.${name}.example`],
    parameters: { host: name },
    ...wanted,
  };
}

/** The name of a tenant's origin, and an address of its own for each. */
export function originsOf(names: readonly string[]): Zone {
  return Object.fromEntries(names.map((name, index) => [`${name}.origin.example.com`, { a: [addressOf(index)] }]));
}

/** The address of the n-th tenant's origin. */
export function addressOf(index: number): string {
  return `203.0.113.${index + 10}`;
}
