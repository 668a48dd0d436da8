import type { SecurityGroup as Description, IpPermission } from '@aws-sdk/client-ec2';
import { admission, openings } from '../cloudfront/admission.ts';
import { unique } from '../dials.ts';
import type { Observation } from '../model/evidence.ts';
import type { Family, Gated, InboundRule, SecurityGroup, SecurityGroups } from '../model/security-group.ts';
import type { Aws } from './clients.ts';
import { bare, isError, observe, observed, unavailable } from './observe.ts';
import { readPrefixLists } from './prefix-lists.ts';

/** What is asked: whom these groups admit on the port that CloudFront dials, in the families that it dials. */
export type Gates = {
  readonly region: string;
  readonly groupIds: readonly string[];
  readonly port: number;
  readonly families: readonly Family[];
  readonly answering: readonly Family[];
  readonly before?: Gated;
  /** Behind a VPC origin: CloudFront comes through interfaces in the network, whose security group may be what a rule names. */
  readonly inside?: true;
};

/** A network interface has 5 groups by default and 16 at most. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_GROUPS = 16;
/** By default a group has 60 rules; rules and groups of one interface multiply to 1,000 at most. */
const MAX_RULES = 100;
const MAX_SOURCES = 1_000;
/** Groups that the rules of one port name. */
const MAX_CARRIERS = 50;
const LAST_PORT = 65_535;

/**
 * The rules of security groups, by their ids: of a load balancer or of an instance alike. Prefix lists are read only where
 * they decide, that is where not everybody is admitted anyway.
 */
export async function readSecurityGroups(
  aws: Aws,
  { groupIds, inside, ...gates }: Gates,
  signal: AbortSignal,
): Promise<Observation<SecurityGroups>> {
  const { region, port, families } = gates;
  const GroupIds = [...new Set(groupIds)].slice(0, MAX_GROUPS);
  return observe('ec2:DescribeSecurityGroups', async () => {
    const { sdk, client } = await aws.ec2(region);
    try {
      const answer = await client.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds }), { abortSignal: signal });
      const groups = (answer.SecurityGroups ?? []).flatMap((one) => toSecurityGroup(one, port) ?? []);
      if (groups.length < GroupIds.length) return unavailable(`not every one of ${GroupIds.join(', ')} was described`);
      const seen: SecurityGroups = { ...gates, groups, prefixLists: [] };
      const open = families.every((family) => admission(seen, family).kind === 'everybody');
      if (open) return observed(seen);
      const [listed, carriers] = await Promise.all([
        readPrefixLists(aws, seen, signal),
        inside ? readCarriers(aws, seen, signal) : {},
      ]);
      return observed({ ...carriers, ...listed });
    } catch (error) {
      if (isError(error, 'InvalidGroup.NotFound', 'InvalidGroupId.Malformed')) return elsewhere(GroupIds, region);
      throw error;
    }
  });
}

/**
 * The groups that rules on the port name. Asked for by a filter, which passes over those that this account is not shown. Where the
 * question fails there are none, and the rule that names them stays undecided.
 */
async function readCarriers(
  aws: Aws,
  seen: SecurityGroups,
  signal: AbortSignal,
): Promise<Pick<SecurityGroups, 'carriers' | 'unread'>> {
  const Values = unique(openings(seen, seen.port).flatMap(({ rule }) => rule.groupIds)).slice(0, MAX_CARRIERS);
  if (Values.length === 0) return { carriers: [] };
  const found = await observe('ec2:DescribeSecurityGroups', async () => {
    const { sdk, client } = await aws.ec2(seen.region);
    const command = new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-id', Values }] });
    const { SecurityGroups = [] } = await client.send(command, { abortSignal: signal });
    return observed(SecurityGroups.flatMap(({ GroupId: id, GroupName: name = '' }) => (id ? [{ id, name }] : [])));
  });
  if (found.status === 'observed') return { carriers: found.value };
  return { carriers: [], unread: bare(found) };
}

/** A network that is shared lends its groups too. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html */
function elsewhere(ids: readonly string[], region: string): Observation<never> {
  return unavailable(`security group ${ids.join(', ')} in ${region} is not shown to this account: another one owns it`);
}

/** Reduces a group to the rules that can let TCP through, those for `port` first; undefined for one without an id. */
export function toSecurityGroup(
  { GroupId, GroupName, VpcId: vpcId, IpPermissions }: Description,
  port: number,
): SecurityGroup | undefined {
  if (!GroupId) return undefined;
  const takes = ({ fromPort, toPort }: InboundRule) => fromPort <= port && port <= toPort;
  const rules = (IpPermissions ?? []).flatMap((one) => toRule(one) ?? []);
  const ordered = [...rules.filter(takes), ...rules.filter((rule) => !takes(rule))];
  const kept = ordered.slice(0, MAX_RULES).map((rule) => bounded(rule));
  const cut = ordered.filter(takes).some((rule, index) => index >= MAX_RULES || sources(rule) > sources(bounded(rule)));
  return { id: GroupId, name: GroupName ?? '', ...(vpcId && { vpcId }), rules: kept, ...(cut && { cut: true }) };
}

/** `-1` is every protocol and every port; 6 is TCP by its number. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function toRule(permission: IpPermission): InboundRule | undefined {
  const { IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
  const every = IpProtocol === '-1';
  if (!every && IpProtocol !== 'tcp' && IpProtocol !== '6') return undefined;
  const isWhole = every || FromPort === undefined || FromPort < 0;
  return {
    fromPort: isWhole ? 0 : FromPort,
    toPort: isWhole ? LAST_PORT : (ToPort ?? FromPort),
    cidrs: [
      ...(IpRanges ?? []).map(({ CidrIp }) => CidrIp),
      ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ].filter((cidr) => cidr !== undefined),
    prefixListIds: (PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
    groupIds: (UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}

function bounded({ cidrs, prefixListIds, groupIds, ...ports }: InboundRule): InboundRule {
  return {
    ...ports,
    cidrs: cidrs.slice(0, MAX_SOURCES),
    prefixListIds: prefixListIds.slice(0, MAX_SOURCES),
    groupIds: groupIds.slice(0, MAX_SOURCES),
  };
}

function sources({ cidrs, prefixListIds, groupIds }: InboundRule): number {
  return cidrs.length + prefixListIds.length + groupIds.length;
}
