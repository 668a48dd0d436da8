import type { PrefixListFixture } from '../fixture/network.ts';
import { hexOf } from '../names.ts';
import type { Context } from '../service.ts';
import { NamedItems, type Wire } from '../wire/value.ts';

/** A list as the account sees it; `owner` is an account id, or AWS. */
export type HeldPrefixList = Required<Omit<PrefixListFixture, 'region'>> & { readonly owner: string };

/** Some of the ranges that CloudFront dials origins from. https://ip-ranges.amazonaws.com/ip-ranges.json (CLOUDFRONT_ORIGIN_FACING) */
export const CLOUDFRONT_RANGES = ['13.124.199.0/24', '15.158.0.0/16', '64.252.64.0/18', '130.176.0.0/17'] as const;

const CLOUDFRONT_IPV6_RANGES = ['2600:9000:a000::/38', '2600:9000:f000::/38'];

/** The lists that AWS keeps in a region. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
function listsOfAws(region: string): readonly Omit<HeldPrefixList, 'id' | 'owner'>[] {
  return [
    { name: 'com.amazonaws.global.cloudfront.origin-facing', family: 'IPv4', entries: CLOUDFRONT_RANGES },
    { name: 'com.amazonaws.global.ipv6.cloudfront.origin-facing', family: 'IPv6', entries: CLOUDFRONT_IPV6_RANGES },
    { name: `com.amazonaws.${region}.s3`, family: 'IPv4', entries: ['3.5.64.0/21', '52.218.0.0/17'] },
    { name: `com.amazonaws.${region}.dynamodb`, family: 'IPv4', entries: ['52.94.24.0/23'] },
  ];
}

/** The id of a list of AWS: another one in every region. */
export function prefixListId(region: string, name: string): string {
  return `pl-${hexOf(`${region} ${name}`, 8)}`;
}

/** Every list that a region shows this account. */
export function prefixListsIn({ fixture, accountId, region }: Context): readonly HeldPrefixList[] {
  const own = (fixture.prefixLists ?? []).filter((list) => list.region === region);
  return [
    ...listsOfAws(region).map((list) => ({ ...list, id: prefixListId(region, list.name), owner: 'AWS' })),
    ...own.map(({ family = 'IPv4', ...list }) => ({ ...list, family, owner: accountId })),
  ];
}

/** `ManagedPrefixList`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html */
export function prefixListOf(list: HeldPrefixList, { partition, region }: Context): Wire {
  const isOfAws = list.owner === 'AWS';
  return {
    prefixListId: list.id,
    addressFamily: list.family,
    state: 'create-complete',
    prefixListArn: `arn:${partition}:ec2:${region}:${isOfAws ? 'aws' : list.owner}:prefix-list/${list.id}`,
    prefixListName: list.name,
    maxEntries: isOfAws ? undefined : Math.max(10, list.entries.length),
    version: isOfAws ? undefined : 1,
    tagSet: new NamedItems('item', []),
    ownerId: list.owner,
  };
}

/** `PrefixListEntry`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixListEntry.html */
export function entryOf(cidr: string): Wire {
  return { cidr, description: '' };
}
