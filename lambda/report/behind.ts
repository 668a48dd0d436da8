import type { Observations } from '../model/evidence.ts';
import type { FoundBy, NetworkInterface } from '../model/whereabouts.ts';
import { listed } from './layout.ts';
import { printable } from './printable.ts';

/** What stands behind an origin's name where DNS does not say so, and how it was found; undefined where DNS does, or nothing was. */
export function behindWords(
  seen: Partial<Pick<Observations, 'loadBalancer' | 'networkInterfaces' | 'alias' | 'apiDomain'>>,
): string | undefined {
  const { loadBalancer, networkInterfaces, alias, apiDomain } = seen;
  if (loadBalancer?.status === 'observed') {
    const { name, region, foundBy, accountId, assumedRole } = loadBalancer.value;
    if (!foundBy && !assumedRole) return undefined;
    const where = `${printable(region, 30)}${assumedRole ? account(accountId) : ''}`;
    return `load balancer ${printable(name, 40)} in ${where}${foundBy ? `, ${how(foundBy)}` : ''}`;
  }
  if (apiDomain?.status === 'observed' && apiDomain.value.assumedRole) {
    const { name, region, accountId = '' } = apiDomain.value;
    return `custom domain name ${printable(name, 80)} of API Gateway in ${printable(region, 30)}${account(accountId)}`;
  }
  if (alias?.status === 'observed') {
    const [record] = alias.value.records.slice(-1);
    return record && `${printable(alias.value.target, 120)}, ${how({ kind: 'alias', record })}`;
  }
  return networkInterfaces?.status === 'observed' ? interfaceWords(networkInterfaces.value) : undefined;
}

/** Commands are run with the reader's own credentials: which, matters. */
function account(accountId: string): string {
  return ` of account ${printable(accountId, 12)}, which the commands below are for`;
}

function how(foundBy: FoundBy): string {
  if (foundBy.kind === 'address') {
    return `found by network interface ${printable(foundBy.networkInterfaceId, 40)}, which has ${printable(foundBy.address, 40)}`;
  }
  const { name, zoneName, zoneId } = foundBy.record;
  const record = name.startsWith('*.') ? `the Route 53 alias ${printable(name, 80)}` : 'a Route 53 alias';
  return `found by ${record} in zone ${printable(zoneName, 80)} (${printable(zoneId, 40)})`;
}

function interfaceWords(interfaces: readonly NetworkInterface[]): string {
  const instances = [...new Set(interfaces.flatMap(({ instanceId }) => instanceId ?? []))];
  const what =
    instances.length > 0
      ? `instance${instances.length > 1 ? 's' : ''} ${listed(instances, 3)}`
      : `a network interface of type ${printable(interfaces[0]?.type ?? '', 40)}`;
  const regions = listed([...new Set(interfaces.map(({ region }) => region))], 3);
  const by = listed(
    interfaces.map(({ id, address }) => `${id}, which has ${address}`),
    2,
  );
  const [first] = interfaces;
  const elsewhere = first?.assumedRole ? account(first.accountId) : '';
  return `${what} in ${regions}${elsewhere}, found by network interface ${by}`;
}
