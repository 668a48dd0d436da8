import type { Observation, Observations } from '../model/evidence.ts';
import type { Handshakes } from '../model/handshake.ts';
import type { Stored } from '../model/load-balancer.ts';
import type { Scene } from '../place.ts';
import { mayShow, namesSent } from '../shown.ts';
import { strangersAt } from '../strangers.ts';
import { covers } from '../tls/names.ts';
import { soundPath } from '../tls/obstacles.ts';
import type { Wanted } from './stored.ts';

type Seen = Pick<Observations, 'listener' | 'certificates'>;

/**
 * Which certificates are worth reading to the last byte: those that the listener may show for a name that CloudFront sends, and
 * only where the wire does not tell: no connection came about, or what was served is none of the listener's. A private one
 * needs no reading, its kind says enough. Undefined where there is nothing to ask.
 */
export function storedWanted(
  scene: Scene,
  handshakes: Observation<Handshakes>,
  { listener, certificates }: Seen,
): Wanted | undefined {
  if (listener.status !== 'observed' || certificates.status !== 'observed') return undefined;
  if (listener.value.kind !== 'found') return undefined;
  const strangers =
    handshakes.status === 'observed' && strangersAt(handshakes.value, listener.value, certificates.value);
  const why = isUndialled(handshakes) ? 'undialled' : strangers && strangers.length > 0 ? 'stranger' : undefined;
  const names = namesSent(scene).map(({ serverName }) => serverName);
  const shown = mayShow(names, listener.value.listener, certificates.value, scene.examinedAt);
  const [first] = shown;
  if (!why || !first) return undefined;
  const arns = shown.filter(({ type }) => type !== 'PRIVATE').map(({ arn }) => arn);
  return { why, region: first.region, arns, names };
}

/** Whether nobody answered at all: a firewall, or a network that only CloudFront can enter. */
function isUndialled(handshakes: Observation<Handshakes>): boolean {
  if (handshakes.status !== 'observed') return handshakes.status === 'unavailable';
  const { dials } = handshakes.value;
  return (
    dials.length > 0 &&
    dials.every(
      ({ outcome }) => outcome.kind === 'unreachable' || (outcome.kind === 'timed-out' && outcome.phase === 'connect'),
    )
  );
}

/** Whether what was read would serve every name well; a private one, which is not read, serves none. */
export function isKeptSound({ chains }: Stored, names: readonly string[], at: string): boolean {
  const good = chains.filter(({ chain, path }) => soundPath(chain, path, at) !== undefined);
  return (
    good.length === chains.length && names.every((name) => good.some(({ chain: [leaf] }) => leaf && covers(leaf, name)))
  );
}
