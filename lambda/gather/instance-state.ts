import { unique } from '../dials.ts';
import { groupBy } from '../group-by.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import type { Instances } from '../model/instance.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import { isAbsent } from './absent.ts';
import { dialledAddresses, silentInterfaces } from './interface-gates.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
import type { Records } from './records.ts';

/**
 * Whether the instances run at whose addresses no dial was answered: an Elastic IP address stays with one that is stopped. Those
 * of one account and Region are one question.
 */
export async function readInstanceStates(
  records: Records,
  { handshakes, networkInterfaces }: Pick<Observations, 'handshakes' | 'networkInterfaces'>,
): Promise<Observation<Instances>> {
  if (networkInterfaces.status !== 'observed') return notApplicable('no instance is known behind the origin');
  const silent = silentInterfaces(handshakes, networkInterfaces.value).filter(({ instanceId }) => instanceId);
  if (silent.length === 0) return notApplicable('a dial came about, so the instance runs, or there is none');
  const places = groupBy(silent, ({ accountId, region }) => `${accountId} ${region}`);
  const each = await Promise.all(places.map((neighbours) => readStates(records, neighbours)));
  const found = each.flatMap((one) => (one.status === 'observed' ? one.value : []));
  const unseen = each.find((one) => one.status === 'unavailable');
  const { dialled } = dialledAddresses(handshakes);
  return unseen && found.every(({ state }) => state === 'running') ? unseen : observed({ found, dialled });
}

type Neighbours = readonly [NetworkInterface, ...NetworkInterface[]];

async function readStates(records: Records, neighbours: Neighbours): Promise<Observation<Found>> {
  const [first] = neighbours;
  const ids = neighbours.flatMap(({ instanceId }) => instanceId ?? []);
  const there = await records.of(first);
  return andThen(await there.instances(first.region, unique(ids)), async (found) =>
    isAbsent(found)
      ? unavailable(`${found.absent}, though network interface ${first.id} names it`)
      : observed(neighbours.flatMap((one) => withAddress(one, found))),
  );
}

type Found = Instances['found'];

function withAddress({ instanceId, address }: NetworkInterface, found: Found): Found {
  return found.filter(({ id }) => id === instanceId).map((one) => ({ ...one, address }));
}
