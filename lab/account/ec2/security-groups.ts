import type { LoadBalancerFixture } from '../fixture/load-balancer.ts';
import type { InboundRuleFixture, SecurityGroupFixture } from '../fixture/network.ts';
import { hexOf } from '../names.ts';
import type { Context } from '../service.ts';
import { NamedItems, type Wire } from '../wire/value.ts';

/** The groups that the fixture names, and for each load balancer of which it names none, one that is open on its ports. */
export function securityGroupsIn({ fixture, region }: Context): readonly SecurityGroupFixture[] {
  const own = (fixture.securityGroups ?? []).filter((group) => group.region === region);
  const balancers = (fixture.loadBalancers ?? []).filter((one) => one.region === region && !one.securityGroups);
  return [...own, ...balancers.map(openGroup)];
}

/** The id of the group that a load balancer has by default. */
export function usualGroupId({ region, name }: Pick<LoadBalancerFixture, 'region' | 'name'>): string {
  return `sg-${hexOf(`${region} ${name}`, 17)}`;
}

function openGroup(balancer: LoadBalancerFixture): SecurityGroupFixture {
  const ports = (balancer.listeners ?? []).map(({ port }) => port);
  const inbound = ports.map((port) => ({ port, cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'] }));
  return { region: balancer.region, id: usualGroupId(balancer), name: balancer.name, inbound };
}

/** `SecurityGroup`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export function securityGroupOf({ id, name = id, inbound = [] }: SecurityGroupFixture, context: Context): Wire {
  const { partition, region, accountId } = context;
  return {
    groupId: id,
    ipPermissionsEgress: items([permissionOf({ protocol: '-1', cidrs: ['0.0.0.0/0'] }, accountId)]),
    tagSet: items([]),
    vpcId: `vpc-${hexOf(region, 17)}`,
    securityGroupArn: `arn:${partition}:ec2:${region}:${accountId}:security-group/${id}`,
    ownerId: accountId,
    groupName: name,
    groupDescription: `for ${name}`,
    ipPermissions: items(inbound.map((rule) => permissionOf(rule, accountId))),
  };
}

/** `IpPermission`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function permissionOf(rule: InboundRuleFixture, accountId: string): Wire {
  const { protocol = 'tcp', port, toPort = port, cidrs = [], ipv6Cidrs = [], prefixLists = [], groups = [] } = rule;
  return {
    ipProtocol: protocol,
    fromPort: port,
    toPort,
    groups: items(groups.map((groupId) => ({ userId: accountId, groupId }))),
    ipRanges: items(cidrs.map((cidrIp) => ({ cidrIp }))),
    ipv6Ranges: items(ipv6Cidrs.map((cidrIpv6) => ({ cidrIpv6 }))),
    prefixListIds: items(prefixLists.map((prefixListId) => ({ prefixListId }))),
  };
}

function items(all: readonly Wire[]): NamedItems {
  return new NamedItems('item', all);
}
