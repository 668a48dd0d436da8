import { admission } from '../cloudfront/admission.ts';
import { isSilent } from '../dials.ts';
import type { Origin } from '../model/distribution.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import type { Answer, Handshake, Handshakes, Target } from '../model/handshake.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Family, SecurityGroups } from '../model/security-group.ts';
import type { Targets } from '../model/target-health.ts';
import type { AccountRecords } from './account-records.ts';
import { readInterfaceGates, UNDIALLED } from './interface-gates.ts';
import { notApplicable } from './observe.ts';
import type { Records } from './records.ts';

/** What was seen before: it decides whether any of this can matter. */
type Before = Pick<Observations, 'handshakes' | 'loadBalancer'>;

/** Who may connect to what stands behind the origin's addresses, each by itself; at least one answer. */
export async function readEachGate(
  records: Records,
  there: AccountRecords,
  origin: Origin,
  port: number,
  seen: Before & Pick<Observations, 'networkInterfaces'>,
): Promise<readonly Observation<SecurityGroups>[]> {
  const { loadBalancer, networkInterfaces, handshakes } = seen;
  if (loadBalancer.status === 'observed' || networkInterfaces.status !== 'observed')
    return [await readGates(there, origin, port, seen)];
  return readInterfaceGates(records, port, handshakes, networkInterfaces.value);
}

/** Who may connect to the load balancer. Asked only where it can matter: where no dial of a family came about, or none could be made. */
export async function readGates(
  records: AccountRecords,
  { connection }: Origin,
  port: number,
  { loadBalancer, handshakes }: Before,
): Promise<Observation<SecurityGroups>> {
  if (loadBalancer.status !== 'observed') return notApplicable('no load balancer stands before the origin');
  const { region, securityGroups: groupIds, scheme } = loadBalancer.value;
  if (connection.type === 'custom' && scheme === 'internal') return notApplicable(INTERNAL);
  const dialled = connection.type === 'vpc' ? UNDIALLED : tried(handshakes);
  if (dialled.families.length === 0) return notApplicable('a dial came about, so no rule keeps packets out');
  if (groupIds.length === 0) return notApplicable(ungated(loadBalancer.value));
  return records.securityGroups({ region, groupIds, port, ...dialled });
}

const INTERNAL = 'the load balancer is internal, and CloudFront does not get there';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html */
function ungated({ name }: LoadBalancer): string {
  return `load balancer ${name} has no security group, so none stands in the way`;
}

/** The families in which packets seem to be dropped, since no dial was answered, not even by a refusal; and the others. */
function tried(handshakes: Before['handshakes']): Pick<SecurityGroups, 'families' | 'answering'> {
  const dials = handshakes.status === 'observed' ? handshakes.value.dials : [];
  const ofFamily = (family: Family) =>
    dials.filter(({ target, outcome }) => outcome.kind !== 'not-dialled' && familyOf(target) === family);
  const dialled = (['ipv4', 'ipv6'] as const).filter((family) => ofFamily(family).length > 0);
  const isDropped = (family: Family) => ofFamily(family).every(isSilent);
  return { families: dialled.filter(isDropped), answering: dialled.filter((family) => !isDropped(family)) };
}

function familyOf({ address }: Pick<Target, 'address'>): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/**
 * Marks the dials that nothing answered and that the security groups explain: they admit CloudFront and not everybody, so
 * that our silence says nothing of the port.
 */
export function withGates(
  handshakes: Observation<Handshakes>,
  ...gates: readonly Observation<SecurityGroups>[]
): Observation<Handshakes> {
  const each = gates.flatMap((one) => (one.status === 'observed' ? [one.value] : []));
  if (handshakes.status !== 'observed' || each.length === 0) return handshakes;
  const dials = handshakes.value.dials.map((dial): Handshake => {
    const group = isSilent(dial) ? each.map((rules) => admitting(rules, dial.target)).find(Boolean) : undefined;
    return group ? { ...dial, closedToUs: group } : dial;
  });
  return { status: 'observed', value: { ...handshakes.value, dials } };
}

/** The group that admits CloudFront, and not everybody, to this address. */
function admitting(rules: SecurityGroups, { address }: Target): string | undefined {
  const family = familyOf({ address });
  if (!rules.families.includes(family) || rules.before?.addresses.includes(address) === false) return undefined;
  const admitted = admission(rules, family);
  return admitted.kind === 'cloudfront' ? admitted.group : undefined;
}

/**
 * What stands behind the load balancer. Asked only where it can matter: where the load balancer itself answered 502, 503 or
 * 504, or where no connection to it came about from here.
 */
export async function lookBehind(
  records: AccountRecords,
  { connection }: Origin,
  { loadBalancer, listener, answer, handshakes }: Before & Pick<Observations, 'listener' | 'answer'>,
): Promise<Observation<Targets>> {
  if (loadBalancer.status !== 'observed') return notApplicable('no load balancer stands before the origin');
  if (listener.status !== 'observed') return listener.status === 'unavailable' ? notApplicable(UNKNOWN) : listener;
  if (listener.value.kind !== 'found') return notApplicable('nothing listens on the port that CloudFront dials');
  if (connection.type === 'custom' && loadBalancer.value.scheme === 'internal') return notApplicable(INTERNAL);
  const answered = ownError(answer, loadBalancer.value.type === 'classic');
  if (answered === undefined && isReached(handshakes)) return notApplicable('the load balancer itself sent no error');
  const { defaultAction } = listener.value.listener;
  const to = defaultAction?.kind === 'forward' ? defaultAction.to : [];
  return records.targets(loadBalancer.value, to, answered);
}

const UNKNOWN = 'the listener is not known, so neither is what it forwards to';

/**
 * The load balancer's own. What headers a classic one sends is not documented: its 503, which stands for no fit instance or a full
 * queue, is looked into where no server names itself.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ts-elb-error-message.html
 */
function ownError(answer: Observation<Answer>, isClassic: boolean): number | undefined {
  if (answer.status !== 'observed' || answer.value.kind !== 'answered') return undefined;
  const { status, headers } = answer.value;
  if (isClassic && status === 503 && headers.server === undefined) return status;
  return status >= 502 && status <= 504 && headers.server?.startsWith('awselb/') ? status : undefined;
}

/** Whether any dial showed that something listens. */
function isReached(handshakes: Observation<Handshakes>): boolean {
  const dials = handshakes.status === 'observed' ? handshakes.value.dials : [];
  return dials.some(
    (dial) => !isSilent(dial) && dial.outcome.kind !== 'refused' && dial.outcome.kind !== 'not-dialled',
  );
}
