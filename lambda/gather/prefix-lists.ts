import type { ManagedPrefixList } from '@aws-sdk/client-ec2';
import { admission, ORIGIN_FACING, openings, originFacing } from '../cloudfront/admission.ts';
import type { Observation } from '../model/evidence.ts';
import type { Family, PrefixList, SecurityGroups } from '../model/security-group.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/** Lists that rules name on one port, and of how many of an account's own the entries are read. */
const MAX_NAMED = 20;
const MAX_OWN = 2;

/** The largest page; CloudFront's IPv4 list counts as 55 rules. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html */
const PAGE_SIZE = 100;

/**
 * Adds the lists that decide: those that rules on the port name, and CloudFront's by name, since its id differs by Region. The
 * second are not asked for where the first settle the matter: one of them is CloudFront's.
 */
export async function readPrefixLists(aws: Aws, seen: SecurityGroups, signal: AbortSignal): Promise<SecurityGroups> {
  const ids = [...new Set(openings(seen, seen.port).flatMap(({ rule }) => rule.prefixListIds))].slice(0, MAX_NAMED);
  const theirs = ids.length > 0 ? await describe(aws, seen.region, 'prefix-list-id', ids, signal) : observed([]);
  const named = noting({ ...seen, prefixLists: theirs.status === 'observed' ? theirs.value : [] }, [theirs]);
  if (seen.families.every((family) => isSettled(named, family))) return named;
  const ours = await describe(aws, seen.region, 'prefix-list-name', Object.values(ORIGIN_FACING), signal);
  const lists = [...(ours.status === 'observed' ? ours.value : []), ...named.prefixLists];
  const once = [...new Map(lists.map((list) => [list.id, list])).values()];
  return withEntries(aws, noting({ ...named, prefixLists: once }, [ours]), signal);
}

function isSettled(seen: SecurityGroups, family: Family): boolean {
  const { kind } = admission(seen, family);
  return kind === 'everybody' || kind === 'cloudfront';
}

/** Entries are read only where the lists' names leave the matter open. */
async function withEntries(aws: Aws, seen: SecurityGroups, signal: AbortSignal): Promise<SecurityGroups> {
  const open = seen.families.filter((family) => admission(seen, family).kind === 'unknown');
  const own = seen.prefixLists.filter(({ isOfAws, family }) => !isOfAws && open.includes(family)).slice(0, MAX_OWN);
  const wanted = [...own, ...open.flatMap((family) => originFacing(seen, family) ?? [])];
  const read = await Promise.all(wanted.map((list) => readEntries(aws, seen.region, list, signal)));
  const full = read.flatMap((one) => (one.status === 'observed' ? [one.value] : []));
  const prefixLists = seen.prefixLists.map((list) => full.find(({ id }) => id === list.id) ?? list);
  return noting({ ...seen, prefixLists }, read);
}

/** Remembers the first failure, since it may be why the rules do not tell. */
function noting(seen: SecurityGroups, asked: readonly Observation<unknown>[]): SecurityGroups {
  const failed = asked.find((one) => one.status === 'unavailable');
  if (seen.unread || failed?.status !== 'unavailable') return seen;
  const { reason, permission } = failed;
  return { ...seen, unread: { reason, ...(permission && { permission }) } };
}

async function describe(
  aws: Aws,
  region: string,
  Name: 'prefix-list-name' | 'prefix-list-id',
  Values: string[],
  signal: AbortSignal,
): Promise<Observation<PrefixList[]>> {
  return observe('ec2:DescribeManagedPrefixLists', async () => {
    const { sdk, client } = await aws.ec2(region);
    const command = new sdk.DescribeManagedPrefixListsCommand({ Filters: [{ Name, Values }] });
    const { PrefixLists } = await client.send(command, { abortSignal: signal });
    return observed((PrefixLists ?? []).flatMap((one) => toPrefixList(one) ?? []));
  });
}

/** Lists of AWS are owned by `AWS`. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export function toPrefixList(list: ManagedPrefixList): PrefixList | undefined {
  const { PrefixListId: id, PrefixListName, OwnerId, AddressFamily } = list;
  if (!id) return undefined;
  const family = AddressFamily === 'IPv6' ? 'ipv6' : 'ipv4';
  return { id, name: (PrefixListName ?? '').slice(0, 255), isOfAws: OwnerId === 'AWS', family };
}

async function readEntries(
  aws: Aws,
  region: string,
  list: PrefixList,
  signal: AbortSignal,
): Promise<Observation<PrefixList>> {
  return observe('ec2:GetManagedPrefixListEntries', async () => {
    const { sdk, client } = await aws.ec2(region);
    const command = new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId: list.id, MaxResults: PAGE_SIZE });
    const { Entries, NextToken } = await client.send(command, { abortSignal: signal });
    const entries = (Entries ?? []).flatMap(({ Cidr }) => Cidr ?? []).slice(0, PAGE_SIZE);
    return observed({ ...list, entries, ...(NextToken && { cut: true as const }) });
  });
}
