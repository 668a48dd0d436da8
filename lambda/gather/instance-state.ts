import type { Observation, Observations } from '../model/evidence.ts';
import type { Instances } from '../model/instance.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import { isAbsent } from './absent.ts';
import { dialledAddresses, silentInterfaces } from './interface-gates.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
import type { Records } from './records.ts';

/** Behind one name there are few instances; more are not asked for. */
const MAX_INSTANCES = 8;

/** Whether the instances run at whose addresses no dial was answered: an Elastic IP address stays with one that is stopped. */
export async function readInstanceStates(
  records: Records,
  { handshakes, networkInterfaces }: Pick<Observations, 'handshakes' | 'networkInterfaces'>,
): Promise<Observation<Instances>> {
  if (networkInterfaces.status !== 'observed') return notApplicable('no instance is known behind the origin');
  const silent = silentInterfaces(handshakes, networkInterfaces.value).filter(({ instanceId }) => instanceId);
  const [first] = silent;
  if (!first) return notApplicable('a dial came about, so the instance runs, or there is none');
  const { accountId, region } = first;
  const neighbours = silent.filter((one) => one.accountId === accountId && one.region === region);
  const ids = neighbours.flatMap(({ instanceId }) => instanceId ?? []).slice(0, MAX_INSTANCES);
  const there = await records.of(first);
  return andThen(await there.instances(region, [...new Set(ids)]), async (found) => {
    if (isAbsent(found)) return unavailable(`${found.absent}, though network interface ${first.id} names it`);
    const { dialled } = dialledAddresses(handshakes);
    return observed({ found: neighbours.flatMap((one) => withAddress(one, found)), dialled });
  });
}

type Found = Instances['found'];

function withAddress({ instanceId, address }: NetworkInterface, found: Found): Found {
  return found.filter(({ id }) => id === instanceId).map((one) => ({ ...one, address }));
}
