import type { Family, InboundRule, PrefixList, SecurityGroup, SecurityGroups } from '../model/security-group.ts';
import { PRIVATE_RANGES } from './addresses.ts';
import { familyOf, isEverything, overlap, uncovered } from './cidrs.ts';

/**
 * The prefix lists that hold the addresses which CloudFront dials origins from. The names are the same in every Region, the
 * ids are not. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export const ORIGIN_FACING: Readonly<Record<Family, string>> = {
  ipv4: 'com.amazonaws.global.cloudfront.origin-facing',
  ipv6: 'com.amazonaws.global.ipv6.cloudfront.origin-facing',
};

/**
 * The group that AWS makes in a network for the interfaces through which CloudFront enters it to VPC origins; a rule for it lets
 * CloudFront in. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const SERVICE_GROUP = 'CloudFront-VPCOrigins-Service-SG';

/** Whom security groups admit on a port, as far as CloudFront is concerned. `group` is the id of the one that does. */
export type Admission =
  | { readonly kind: 'everybody'; readonly group: string }
  /** `list`: its name, where a prefix list of CloudFront's own does it, and not ranges written by hand. */
  | { readonly kind: 'cloudfront'; readonly group: string; readonly list?: string }
  /** Some of CloudFront's ranges; `missing` of `of` are not, or not wholly, among them. */
  | { readonly kind: 'partly'; readonly missing: readonly string[]; readonly of: number }
  /** Not one address of CloudFront. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Whom the groups admit, over one address family. What no rule allows is refused, and the rules of all groups add up.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function admission(seen: SecurityGroups, family: Family, port = seen.port): Admission {
  const open = openings(seen, port);
  const everybody = open.find(({ rule }) => rule.cidrs.some((cidr) => familyOf(cidr) === family && isEverything(cidr)));
  if (everybody) return { kind: 'everybody', group: everybody.group.id };
  const list = originFacing(seen, family);
  const listed = list && open.find(({ rule }) => rule.prefixListIds.includes(list.id));
  if (listed) return { kind: 'cloudfront', group: listed.group.id, list: list.name };
  const carried = open.find(({ rule }) => rule.groupIds.some((id) => carrierNamed(seen, id) === SERVICE_GROUP));
  if (carried) return { kind: 'cloudfront', group: carried.group.id };
  return byRanges(seen, family, open, list);
}

/** The name of a group that a rule names; undefined where it is not known, or matters to nobody. */
export function carrierNamed({ carriers }: SecurityGroups, id: string): string | undefined {
  return carriers?.find((one) => one.id === id)?.name;
}

type Opening = { readonly group: SecurityGroup; readonly rule: InboundRule };

/** The rules that let connections to `port` through. */
export function openings({ groups }: SecurityGroups, port: number): Opening[] {
  return groups.flatMap((group) =>
    group.rules.filter(({ fromPort, toPort }) => fromPort <= port && port <= toPort).map((rule) => ({ group, rule })),
  );
}

/** CloudFront's list in this Region, where it was read. */
export function originFacing({ prefixLists }: SecurityGroups, family: Family): PrefixList | undefined {
  return prefixLists.find(({ name, isOfAws }) => isOfAws && name === ORIGIN_FACING[family]);
}

/** What is left where neither everybody nor CloudFront's list is named: ranges written by hand, or in lists of one's own. */
function byRanges(
  seen: SecurityGroups,
  family: Family,
  open: readonly Opening[],
  own: PrefixList | undefined,
): Admission {
  const { ranges, unknown } = rangesOf(seen, family, open);
  const theirs = own?.entries && !own.cut ? own.entries : undefined;
  if (!theirs) {
    if (unknown) return { kind: 'unknown', why: unknown };
    return ranges.some(isPublic) ? { kind: 'unknown', why: UNLISTED } : { kind: 'closed' };
  }
  const missing = uncovered(theirs, ranges);
  if (missing.length === 0) return { kind: 'cloudfront', group: open[0]?.group.id ?? '' };
  if (unknown) return { kind: 'unknown', why: unknown };
  return overlap(theirs, ranges) ? { kind: 'partly', missing, of: theirs.length } : { kind: 'closed' };
}

const UNLISTED = "CloudFront's address ranges could not be read, to compare them with those that the rules admit";

/** The ranges that rules admit, and what they admit that is not known. */
function rangesOf({ prefixLists, groups, region }: SecurityGroups, family: Family, open: readonly Opening[]) {
  const ids = [...new Set(open.flatMap(({ rule }) => rule.prefixListIds))];
  const known = ids.flatMap((id) => prefixLists.find((list) => list.id === id) ?? []);
  const ofCustomer = known.filter((list) => !list.isOfAws && list.family === family);
  const written = open.flatMap(({ rule }) => rule.cidrs).filter((cidr) => familyOf(cidr) === family);
  const stranger = ids.find((id) => !known.some((list) => list.id === id));
  const unread = ofCustomer.find((list) => !list.entries || list.cut);
  const cut = groups.find((group) => group.cut);
  return {
    ranges: [...written, ...ofCustomer.flatMap(({ entries }) => entries ?? [])],
    unknown:
      (stranger && `what prefix list ${stranger} in ${region} holds is not known`) ||
      (unread && `the entries of prefix list ${unread.id} in ${region} could not be read, or not all of them`) ||
      (cut && `security group ${cut.id} has more rules than were kept`),
  };
}

/** Whether the range could hold an address of CloudFront: not one that lies wholly where the internet does not route. */
function isPublic(cidr: string): boolean {
  return uncovered([cidr], PRIVATE_RANGES).length > 0;
}
