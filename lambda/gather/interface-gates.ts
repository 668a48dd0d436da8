import { admission } from '../cloudfront/admission.ts';
import { isSilent, list, unique } from '../dials.ts';
import { groupBy } from '../group-by.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import type { Instances } from '../model/instance.ts';
import type { SecurityGroups } from '../model/security-group.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import { notApplicable, unavailable } from './observe.ts';
import type { Records } from './records.ts';

/** Behind one name there are few instances; more sets of security groups than these are not read. */
const MAX_SETS = 3;

/** A VPC origin is dialled by CloudFront alone, over IPv4, through interfaces of its own. */
export const UNDIALLED: Pick<SecurityGroups, 'families' | 'answering'> & { readonly inside: true } = {
  families: ['ipv4'],
  answering: [],
  inside: true,
};

/**
 * Who may connect to the network interfaces that have the origin's addresses: asked of those alone at whose addresses no
 * dial was answered. Rules of one interface say nothing of another, so there is an answer for each set of groups; at least one.
 */
export async function readInterfaceGates(
  records: Records,
  port: number,
  handshakes: Observations['handshakes'],
  interfaces: readonly NetworkInterface[],
): Promise<readonly Observation<SecurityGroups>[]> {
  const silent = silentInterfaces(handshakes, interfaces);
  if (silent.length === 0) return [notApplicable('a dial came about, so no rule keeps packets out')];
  const gated = silent.filter(({ securityGroupIds }) => securityGroupIds.length > 0);
  if (gated.length === 0) return [notApplicable(`${silent[0]?.id} has no security group, so none stands in the way`)];
  const { dialled } = dialledAddresses(handshakes);
  const all = sets(gated);
  const read = all.slice(0, MAX_SETS).map(async (alike) => {
    const there = await records.of(alike[0]);
    const { region, securityGroupIds: groupIds } = alike[0];
    const before = { name: list(alike.map(nameOf), 3), addresses: alike.map(({ address }) => address), dialled };
    return there.securityGroups({ region, groupIds, port, families: ['ipv4'], answering: [], before });
  });
  const left = all.slice(MAX_SETS).flat();
  const unread =
    left.length > 0 ? [unavailable(`security groups before ${list(left.map(nameOf), 3)} were not read`)] : [];
  return [...(await Promise.all(read)), ...unread];
}

/** The interfaces at whose address every dial went unanswered. */
export function silentInterfaces(
  handshakes: Observations['handshakes'],
  interfaces: readonly NetworkInterface[],
): readonly NetworkInterface[] {
  const { silent } = dialledAddresses(handshakes);
  return interfaces.filter(({ address }) => silent.includes(address));
}

/** How many of an origin's addresses were dialled, and those of them that met every dial with silence. */
export function dialledAddresses(handshakes: Observations['handshakes']) {
  const all = handshakes.status === 'observed' ? handshakes.value.dials : [];
  const tried = all.filter(({ outcome }) => outcome.kind !== 'not-dialled');
  const addresses = unique(tried.map(({ target }) => target.address));
  const silent = addresses.filter((one) => tried.filter(({ target }) => target.address === one).every(isSilent));
  return { dialled: addresses.length, silent };
}

/** Who may connect to the instance behind a VPC origin, which CloudFront alone dials. */
export async function readPrivateGates(
  records: Records,
  port: number,
  { found: [instance] }: Instances,
): Promise<Observation<SecurityGroups>> {
  if (!instance || instance.securityGroupIds.length === 0)
    return notApplicable('the instance is gone, and its security groups with it');
  const { id, region, securityGroupIds: groupIds } = instance;
  const before = { name: `instance ${id}`, addresses: [], dialled: 0 };
  const there = await records.of(instance);
  return there.securityGroups({ region, groupIds, port, ...UNDIALLED, before });
}

type Alike = readonly [NetworkInterface, ...NetworkInterface[]];

/** Interfaces of one account and Region that carry the same groups are judged as one. */
function sets(interfaces: readonly NetworkInterface[]): Alike[] {
  return groupBy(interfaces, (one) => [one.accountId, one.region, ...one.securityGroupIds.toSorted()].join());
}

function nameOf({ id, instanceId }: NetworkInterface): string {
  return instanceId ? `instance ${instanceId}` : `network interface ${id}`;
}

/** What decides comes first. */
const ORDER = ['closed', 'partly', 'unavailable', 'unknown', 'everybody', 'cloudfront', 'not-applicable'] as const;

/** Of several answers the one that counts: who is shut out, before what could not be seen, before who is let in. */
export function decisive(gates: readonly Observation<SecurityGroups>[]): Observation<SecurityGroups> {
  const ranked = gates.toSorted((a, b) => ORDER.indexOf(rankOf(a)) - ORDER.indexOf(rankOf(b)));
  return ranked[0] ?? notApplicable('no security group stands before the origin');
}

function rankOf(gates: Observation<SecurityGroups>): (typeof ORDER)[number] {
  if (gates.status !== 'observed') return gates.status;
  const [family = 'ipv4'] = gates.value.families;
  return admission(gates.value, family).kind;
}
