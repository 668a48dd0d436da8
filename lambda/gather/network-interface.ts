import { isIPv4 } from 'node:net';
import type { Filter, NetworkInterface as Raw } from '@aws-sdk/client-ec2';
import { privateAddress } from '../cloudfront/addresses.ts';
import type { Observation } from '../model/evidence.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import type { Absent } from './absent.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/**
 * Without pages, or one of some other filters, the call fails in an account with many interfaces; filters hold before pages.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
const PAGE_SIZE = 100;
const MAX_PAGES = 3;

/** The first filter knows an interface's main address alone, the second each that it has. */
const FILTERS = ['association.public-ip', 'addresses.association.public-ip'] as const;

/** What is kept of a description; EC2 allows no more. */
const MAX_DESCRIPTION = 255;

/** The network interfaces of one Region that have these public addresses. */
export async function interfacesWith(
  aws: Aws,
  region: string,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Observation<readonly NetworkInterface[] | Absent>> {
  return observe<readonly NetworkInterface[] | Absent>('ec2:DescribeNetworkInterfaces', async () => {
    for (const Name of FILTERS) {
      const raw = await describe(aws, region, [{ Name, Values: [...addresses] }], signal);
      const found = raw.flatMap((one) => toNetworkInterface(one, region, addresses) ?? []);
      if (found.length > 0) return observed(found);
    }
    return observed({ absent: `no network interface in ${region} of this account has ${addresses[0]}` });
  });
}

async function describe(aws: Aws, region: string, Filters: Filter[], signal: AbortSignal): Promise<Raw[]> {
  const { sdk, client } = await aws.ec2(region);
  const all: Raw[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new sdk.DescribeNetworkInterfacesCommand({ Filters, MaxResults: PAGE_SIZE, NextToken });
    const answer = await client.send(command, { abortSignal: signal });
    all.push(...(answer.NetworkInterfaces ?? []));
    NextToken = answer.NextToken;
    if (!NextToken || all.length > 0) break;
  }
  return all;
}

/** Undefined for one that has none of the addresses, or lacks what decides. */
export function toNetworkInterface(
  raw: Raw,
  region: string,
  addresses: readonly string[],
): NetworkInterface | undefined {
  const { NetworkInterfaceId: id, OwnerId: accountId, VpcId: vpcId, Attachment } = raw;
  const held = [raw.Association, ...(raw.PrivateIpAddresses ?? []).map(({ Association }) => Association)];
  const one = held.find((association) => addresses.includes(association?.PublicIp ?? ''));
  if (!id || !accountId || !vpcId || !one?.PublicIp) return undefined;
  return {
    id,
    region,
    accountId,
    address: one.PublicIp,
    ...(one.AllocationId && { allocationId: one.AllocationId }),
    vpcId,
    subnetId: raw.SubnetId ?? '',
    securityGroupIds: (raw.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    type: raw.InterfaceType ?? 'interface',
    description: (raw.Description ?? '').slice(0, MAX_DESCRIPTION),
    managed: raw.RequesterManaged === true,
    ...(Attachment?.InstanceId && { instanceId: Attachment.InstanceId }),
  };
}

/** The addresses that a network interface can be found by: public, of IPv4. */
export function searchable(addresses: readonly string[]): string[] {
  return addresses.filter((address) => isIPv4(address) && privateAddress(address) === undefined);
}
