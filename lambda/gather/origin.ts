import { dialPlan } from '../cloudfront/dial.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observation, Observations, OriginEvidence } from '../model/evidence.ts';
import type { DialPlan, Resolution } from '../model/handshake.ts';
import type { Candidates, Listener, ListenerState, LoadBalancer, ManagedCertificate } from '../model/load-balancer.ts';
import type { Scene } from '../place.ts';
import { namesSent } from '../shown.ts';
import { isReadable } from './acm.ts';
import type { Behind } from './behind.ts';
import { type Dials, dialAll, isSound } from './dials.ts';
import { resolveOrigin } from './dns.ts';
import { lookBehind, readGates, withGates } from './network.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
import type { Records } from './records.ts';
import type { Look } from './sources.ts';
import { isKeptSound, storedWanted } from './stored-wanted.ts';

type Seen = Behind & Pick<Observations, 'balancerCounts' | 'listener' | 'tlsPolicy' | 'certificates'>;

const PRIVATE_NETWORK = 'a VPC origin lives in a private network that only CloudFront can enter';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html */
const TENANTS = "the origin's name holds a parameter that each distribution tenant fills in for itself";

/** Sees everything that can be seen of one origin: DNS first, then the dials and the load balancer's records side by side. */
export async function gatherOrigin(
  look: Look,
  records: Records,
  origin: Origin,
  distribution: Distribution,
): Promise<OriginEvidence> {
  if (origin.connection.type === 'vpc') return { origin, observations: unseen(PRIVATE_NETWORK) };
  if (origin.domainName.includes('{{')) return { origin, observations: unseen(TENANTS) };
  const resolution = await resolve(look, origin);
  const plan = planOf(origin, distribution, resolution);
  const [{ handshakes, answer }, seen] = await Promise.all([
    dialled(look, plan, origin, distribution),
    readRecords(look, records, origin, resolution),
  ]);
  const scene = { origin, distribution, examinedAt: look.examinedAt };
  const [kept, securityGroups, targets] = await Promise.all([
    readKept(records, scene, handshakes, seen),
    readGates(records, origin, portOf(origin), { handshakes, ...seen }),
    lookBehind(records, origin, { handshakes, answer, ...seen }),
  ]);
  const dials = { handshakes: withGates(handshakes, securityGroups), answer };
  return {
    origin,
    observations: { resolution: observed(resolution), ...dials, ...seen, ...kept, securityGroups, targets },
  };
}

function unseen(reason: string): Observations {
  const nothing = unavailable(reason);
  const none = notApplicable(reason);
  return {
    resolution: none,
    handshakes: nothing,
    answer: none,
    alias: none,
    networkInterfaces: none,
    loadBalancer: none,
    balancerCounts: none,
    listener: none,
    tlsPolicy: none,
    certificates: none,
    stored: none,
    candidates: none,
    securityGroups: none,
    targets: none,
  };
}

async function resolve(look: Look, { domainName, connection }: Origin): Promise<Resolution> {
  look.progress(`looking up ${domainName}`);
  const addressType = connection.type === 'custom' ? connection.addressType : 'ipv4';
  const leave = await look.lookUps.enter(look.signal);
  try {
    return await resolveOrigin(look.world.resolver, domainName, addressType, look.signal);
  } finally {
    leave?.();
  }
}

function planOf(origin: Origin, distribution: Distribution, resolution: Resolution): DialPlan {
  if (resolution.kind !== 'resolved') return { targets: [], omitted: [] };
  return dialPlan(origin, distribution, resolution.addresses, resolution.cut, resolution.cnames);
}

type DialObservations = { readonly handshakes: Observation<Dials['handshakes']>; readonly answer: Dials['answer'] };

async function dialled(
  look: Look,
  plan: DialPlan,
  origin: Origin,
  distribution: Distribution,
): Promise<DialObservations> {
  if (plan.targets.length === 0) {
    const none = notApplicable('there is no address to dial');
    return { handshakes: none, answer: none };
  }
  look.progress(
    `dialling ${origin.domainName}: ${plan.targets.length} connection${plan.targets.length === 1 ? '' : 's'}`,
  );
  const { handshakes, answer } = await dialAll(look, plan, origin, distribution);
  const nothing = handshakes.dials.length === 0;
  return { handshakes: nothing ? unavailable(handshakes.omitted.join('; ')) : observed(handshakes), answer };
}

/** The port that CloudFront dials. S3 origins have no settings of their own. */
function portOf({ connection }: Origin): number {
  if (connection.type === 's3') return 443;
  return connection.protocolPolicy === 'http-only' ? connection.httpPort : connection.httpsPort;
}

async function readRecords(look: Look, records: Records, origin: Origin, resolution: Resolution): Promise<Seen> {
  const behind = await records.behind(origin.domainName, resolution);
  const { loadBalancer } = behind;
  if (loadBalancer.status === 'observed') look.progress(`reading load balancer ${loadBalancer.value.name}`);
  const counting = andThen(loadBalancer, records.balancerCounts);
  const listener = await andThen(loadBalancer, (value) => records.listener(value, portOf(origin)));
  const [tlsPolicy, certificates] = await Promise.all([
    andThen(listener, async (state) => readPolicy(records, regionOf(loadBalancer), state)),
    andThen(listener, async (state) => {
      const arns = state.kind === 'found' ? readable(state.listener) : [];
      if (arns.length === 0)
        return notApplicable('no certificate of ACM or IAM is attached to a listener on this port');
      return records.certificates(regionOf(loadBalancer), arns);
    }),
  ]);
  return { ...behind, balancerCounts: await counting, listener, tlsPolicy, certificates };
}

async function readPolicy(records: Records, region: string, state: ListenerState): Promise<Observations['tlsPolicy']> {
  const name = state.kind === 'found' ? state.listener.sslPolicy : undefined;
  return name ? records.tlsPolicy(region, name) : notApplicable('no listener on this port has a security policy');
}

function readable({ certificates }: Listener): string[] {
  return certificates.map(({ arn }) => arn).filter(isReadable);
}

function regionOf(loadBalancer: Observation<LoadBalancer>): string {
  return loadBalancer.status === 'observed' ? loadBalancer.value.region : '';
}

/** What the listener's certificates are, where the wire does not tell, and then what else there is. */
async function readKept(
  records: Records,
  scene: Scene,
  handshakes: DialObservations['handshakes'],
  seen: Seen,
): Promise<Pick<Observations, 'stored' | 'candidates'>> {
  const wanted = storedWanted(scene, handshakes, seen);
  const stored = wanted ? await records.stored(wanted) : notApplicable('what was served tells of the certificates');
  return { stored, candidates: await findBetter(records, scene, handshakes, { ...seen, stored }) };
}

/** Other certificates are looked for only where the present ones give cause. */
async function findBetter(
  records: Records,
  scene: Scene,
  handshakes: DialObservations['handshakes'],
  { loadBalancer, listener, certificates, stored }: Seen & Pick<Observations, 'stored'>,
): Promise<Observation<Candidates>> {
  if (loadBalancer.status !== 'observed') return notApplicable('no load balancer to attach another certificate to');
  const bad =
    handshakes.status === 'observed' &&
    handshakes.value.dials.some((one) => one.outcome.kind === 'completed' && !isSound(one, scene.examinedAt));
  const names = namesSent(scene).map(({ serverName }) => serverName);
  const lacking = stored.status === 'observed' && !isKeptSound(stored.value, names, scene.examinedAt);
  if (!bad && !lacking && !recordsComplain(listener, certificates, scene.examinedAt))
    return notApplicable('the certificates in use are sound');
  return records.candidates(loadBalancer.value.region, names);
}

/** Whether ACM itself says that a certificate of this HTTPS listener is not what it should be. */
function recordsComplain(
  listener: Observation<ListenerState>,
  certificates: Observation<readonly ManagedCertificate[]>,
  at: string,
): boolean {
  if (listener.status !== 'observed' || certificates.status !== 'observed') return false;
  return certificates.value.some(({ status, notAfter, renewal }) => {
    const expired = notAfter !== undefined && Date.parse(notAfter) < Date.parse(at);
    return status !== 'ISSUED' || expired || renewal?.status === 'FAILED' || renewal?.status === 'PENDING_VALIDATION';
  });
}
