import type { NetworkInterfaceFixture } from '../fixture/network-interface.ts';
import { hexOf } from '../names.ts';
import type { Context } from '../service.ts';
import { NamedItems, type Wire } from '../wire/value.ts';

/** Everything that is listed is listed as `item`. */
export function items(list: readonly Wire[]): NamedItems {
  return new NamedItems('item', list);
}

/** `NetworkInterface`, in the spelling of the wire. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export function networkInterfaceOf(one: NetworkInterfaceFixture, context: Context): Wire {
  const { region, id, managedBy, publicIp, otherPublicIps = [], securityGroups } = one;
  const groups = securityGroups ?? [`sg-${hexOf(`${region} ${id}`, 17)}`];
  const own = [publicIp, ...otherPublicIps].map((address, index) => addressOf(one, address, index, context));
  return {
    networkInterfaceId: id,
    subnetId: one.subnetId ?? `subnet-${hexOf(`${region}a`, 17)}`,
    vpcId: one.vpcId ?? `vpc-${hexOf(region, 17)}`,
    availabilityZone: `${region}a`,
    description: one.description ?? '',
    ownerId: context.accountId,
    ...(managedBy && { requesterId: managedBy }),
    requesterManaged: managedBy !== undefined,
    status: 'in-use',
    macAddress: '02:81:60:cb:27:37',
    privateIpAddress: privateIpOf(id, 0),
    sourceDestCheck: true,
    groupSet: items(groups.map((groupId) => ({ groupId, groupName: `group-${groupId.slice(-4)}` }))),
    attachment: attachmentOf(one, context),
    association: associationOf(one, publicIp, context),
    tagSet: items([]),
    privateIpAddressesSet: items(own),
    interfaceType: one.type ?? 'interface',
  };
}

function attachmentOf({ id, instanceId, managedBy }: NetworkInterfaceFixture, { accountId }: Context): Wire {
  return {
    attachmentId: `eni-attach-${hexOf(id, 17)}`,
    instanceId,
    instanceOwnerId: managedBy ?? accountId,
    deviceIndex: managedBy ? 1 : 0,
    status: 'attached',
    attachTime: new Date('2025-06-01T09:00:00Z'),
    deleteOnTermination: managedBy === undefined,
  };
}

function addressOf(one: NetworkInterfaceFixture, publicIp: string | undefined, index: number, context: Context): Wire {
  return {
    privateIpAddress: privateIpOf(one.id, index),
    primary: index === 0,
    association: associationOf(one, publicIp, context),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfaceAssociation.html */
function associationOf(one: NetworkInterfaceFixture, publicIp: string | undefined, { accountId }: Context): Wire {
  if (publicIp === undefined) return undefined;
  const { allocationId, managedBy, region } = one;
  return {
    publicIp,
    publicDnsName: `ec2-${publicIp.replaceAll('.', '-')}.${region}.compute.amazonaws.com`,
    ipOwnerId: allocationId ? accountId : (managedBy ?? 'amazon'),
    allocationId,
    ...(allocationId && { associationId: `eipassoc-${hexOf(allocationId, 17)}` }),
  };
}

function privateIpOf(id: string, index: number): string {
  return `10.0.${Number.parseInt(hexOf(id, 2), 16)}.${10 + index}`;
}
