import { ec2Name } from '../cloudfront/address-name.ts';
import { originKind } from '../cloudfront/origin-kind.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import type { Resolution } from '../model/handshake.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { FoundBy, NetworkInterface } from '../model/whereabouts.ts';
import { type Absent, isAbsent } from './absent.ts';
import { regionsOf } from './address-region.ts';
import { followAlias } from './alias.ts';
import { type Asked, findDeadRecord } from './dead-record.ts';
import { managedBy } from './managed-by.ts';
import { searchable } from './network-interface.ts';
import { notApplicable, observed, unavailable } from './observe.ts';

/** What stands behind an origin's name, and how it was found. */
export type Behind = Pick<Observations, 'loadBalancer' | 'alias' | 'deadRecord' | 'networkInterfaces' | 'unheld'>;

/** What AWS and DNS are asked; each question once for one examination. */
export type Search = Asked & {
  /** Where an address is looked for whose Region reverse DNS does not tell. */
  readonly regions: readonly string[];
  /** By the first of these names that is a load balancer's; not applicable where none is. */
  loadBalancer(names: readonly string[]): Promise<Observation<LoadBalancer>>;
  /** By the path that an interface says it belongs to, in the interface's Region and account. */
  loadBalancerNamed(owned: NetworkInterface, path: string): Promise<Observation<LoadBalancer>>;
  interfacesWith(
    region: string,
    addresses: readonly string[],
  ): Promise<Observation<readonly NetworkInterface[] | Absent>>;
};

/** An address is looked for in no more Regions than these. */
const MAX_REGIONS = 4;

/** No record is missed. */
const ALIVE = notApplicable('the name has an address, or DNS fails to say');

/** Nothing more was looked for. */
const NAMED = notApplicable("DNS names what stands behind the origin's name");

/**
 * Cheapest first, and no further than the first answer: the names that DNS shows; an alias in Route 53; a network interface
 * with one of the addresses. Names that belong to AWS (a bucket, an API, a distribution) are looked for no further.
 */
export async function findBehind(search: Search, domainName: string, resolution: Resolution): Promise<Behind> {
  const cnames = resolution.kind === 'failing' ? [] : resolution.cnames;
  const names = [domainName, ...cnames];
  const loadBalancer = await search.loadBalancer(names);
  if (resolution.kind === 'not-found')
    return { ...found(loadBalancer), deadRecord: await findDeadRecord(search, resolution) };
  const name = names.at(-1) ?? domainName;
  const kind = originKind(name);
  if (loadBalancer.status !== 'not-applicable' || (kind !== 'other' && kind !== 'ec2')) return found(loadBalancer);
  if (resolution.kind !== 'resolved' || resolution.name === resolution.addresses[0]) return found(loadBalancer);
  const alias = await aliasOf(search, name, resolution.addresses);
  if (alias.status === 'observed') return throughAlias(search, alias);
  const byAddress = await findByAddress(search, name, resolution.addresses);
  if (byAddress.loadBalancer.status === 'observed') return { ...byAddress, alias: NAMED, deadRecord: ALIVE };
  return { ...byAddress, alias, deadRecord: ALIVE, loadBalancer: unseenOf(byAddress.loadBalancer, alias) };
}

/** Where there is nothing to look for. */
export function nothingBehind(none: Observation<never>): Behind {
  return { loadBalancer: none, alias: none, deadRecord: none, networkInterfaces: none, unheld: none };
}

function found(loadBalancer: Observation<LoadBalancer>): Behind {
  return { loadBalancer, alias: NAMED, deadRecord: ALIVE, networkInterfaces: NAMED, unheld: NAMED };
}

async function aliasOf(search: Search, name: string, addresses: readonly string[]): Promise<Behind['alias']> {
  if (originKind(name) !== 'other') return notApplicable('AWS made this name: no zone of the account holds it');
  return followAlias(search, search.resolver, { name, addresses }, search.signal);
}

async function throughAlias(search: Search, alias: Extract<Behind['alias'], { status: 'observed' }>): Promise<Behind> {
  const { target, records } = alias.value;
  const record = records.at(-1);
  const loadBalancer = await search.loadBalancer([target]);
  const told = alike(notApplicable('an alias in Route 53 tells what stands behind the name'));
  if (loadBalancer.status !== 'observed' || !record) return { loadBalancer, alias, deadRecord: ALIVE, ...told };
  const balancer = labelled(loadBalancer, { kind: 'alias', record });
  return { loadBalancer: balancer, alias, deadRecord: ALIVE, ...told };
}

function labelled({ value }: { readonly value: LoadBalancer }, foundBy: FoundBy): Observation<LoadBalancer> {
  return observed({ ...value, foundBy });
}

type ByAddress = Pick<Behind, 'loadBalancer' | 'networkInterfaces' | 'unheld'>;

/** Where the addresses lie in AWS: an interface of the account, and the load balancer that it belongs to. */
async function findByAddress(search: Search, name: string, all: readonly string[]): Promise<ByAddress> {
  const held = await interfacesOf(search, name, searchable(all));
  const { networkInterfaces } = held;
  if (networkInterfaces.status !== 'observed') return { loadBalancer: networkInterfaces, ...held };
  const owned = networkInterfaces.value.find((one) => managedBy(one) !== undefined);
  const path = owned && managedBy(owned);
  const none = notApplicable('the address belongs to a network interface, and to no load balancer');
  if (!owned || path === undefined) return { loadBalancer: none, ...held };
  const loadBalancer = await search.loadBalancerNamed(owned, path);
  if (loadBalancer.status !== 'observed') return { loadBalancer, ...held };
  const foundBy: FoundBy = { kind: 'address', address: owned.address, networkInterfaceId: owned.id };
  return { loadBalancer: labelled(loadBalancer, foundBy), ...held };
}

type Holders = Pick<Behind, 'networkInterfaces' | 'unheld'>;

async function interfacesOf(search: Search, name: string, addresses: readonly string[]): Promise<Holders> {
  const named = ec2Name(name);
  const told = named ? [named.region] : await regionsOf(search.resolver, addresses, search.signal);
  const regions = (told.length > 0 ? told : search.regions).slice(0, MAX_REGIONS);
  if (addresses.length === 0 || regions.length === 0)
    return alike(notApplicable(`nothing says that the addresses of ${name} are AWS's`));
  const seen = await Promise.all(regions.map((region) => search.interfacesWith(region, addresses)));
  const all = seen.flatMap((one) => (one.status === 'observed' && !isAbsent(one.value) ? one.value : []));
  if (all.length > 0) return { networkInterfaces: observed(all), unheld: notApplicable('a network interface has it') };
  const unseen = seen.find((one) => one.status !== 'observed');
  if (unseen) return alike(unseen);
  if (told.length === 0)
    return alike(notApplicable(`no network interface in ${regions.join(', ')} has an address of ${name}`));
  return nobodys(seen, addresses, regions);
}

function alike(nothing: Observation<never>): Holders {
  return { networkInterfaces: nothing, unheld: nothing };
}

/** Reverse DNS says that the address is AWS's, and no account that we may look into has it. */
function nobodys(
  seen: readonly Observation<readonly NetworkInterface[] | Absent>[],
  addresses: readonly string[],
  regions: readonly string[],
): Holders {
  const [why = ''] = seen.flatMap((one) =>
    one.status === 'observed' && isAbsent(one.value) ? [one.value.absent] : [],
  );
  const networkInterfaces = unavailable(
    `${why}, which is AWS's: given back by its instance, a service's, or another account's (memberRoles)`,
  );
  return { networkInterfaces, unheld: observed({ addresses, regions, why }) };
}

/** What kept us from seeing whether there is a load balancer. */
function unseenOf(byAddress: Observation<LoadBalancer>, alias: Behind['alias']): Observation<LoadBalancer> {
  return byAddress.status !== 'unavailable' && alias.status === 'unavailable' ? alias : byAddress;
}
