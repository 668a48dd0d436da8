import { certificateRegion } from '../edge-domain.ts';
import type { Origin } from '../model/distribution.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import type { Handshakes } from '../model/handshake.ts';
import type { Candidates, Listener, ListenerState, LoadBalancer, ManagedCertificate } from '../model/load-balancer.ts';
import type { Scene } from '../place.ts';
import { namesSent } from '../shown.ts';
import type { AccountRecords } from './account-records.ts';
import { isReadable } from './acm.ts';
import type { Behind } from './behind.ts';
import { isSound } from './dials.ts';
import { andThen, notApplicable } from './observe.ts';
import type { Owned, Records } from './records.ts';
import { isKeptSound, storedWanted } from './stored-wanted.ts';

/** What AWS's records say of a load balancer and of its listener on one port. */
export type BalancerRecords = Behind & Pick<Observations, 'balancerCounts' | 'listener' | 'tlsPolicy' | 'certificates'>;

/** The same, or what API Gateway has of a custom domain name. */
export type HolderRecords = BalancerRecords & Pick<Observations, 'apiDomain'>;

/** The port that CloudFront dials. S3 origins have no settings of their own. */
export function portOf({ connection }: Pick<Origin, 'connection'>): number {
  if (connection.type === 's3') return 443;
  return connection.protocolPolicy === 'http-only' ? connection.httpPort : connection.httpsPort;
}

/** Reads what listens on a load balancer's port, and beside it its counts, its policy and its certificates. */
export async function readListening(records: Records, behind: Behind, port: number): Promise<BalancerRecords> {
  const { loadBalancer } = behind;
  const there = await records.of(ownerOf(loadBalancer));
  const counting = andThen(loadBalancer, there.balancerCounts);
  const listener = await andThen(loadBalancer, (value) => there.listener(value, port));
  const [tlsPolicy, certificates] = await Promise.all([
    andThen(listener, async (state) => readPolicy(there, regionOf(loadBalancer), state)),
    andThen(listener, async (state) => {
      const arns = state.kind === 'found' ? readable(state.listener) : [];
      if (arns.length === 0)
        return notApplicable('no certificate of ACM or IAM is attached to a listener on this port');
      return there.certificates(regionOf(loadBalancer), arns);
    }),
  ]);
  return { ...behind, balancerCounts: await counting, listener, tlsPolicy, certificates };
}

async function readPolicy(
  records: AccountRecords,
  region: string,
  state: ListenerState,
): Promise<Observations['tlsPolicy']> {
  const name = state.kind === 'found' ? state.listener.sslPolicy : undefined;
  return name ? records.tlsPolicy(region, name) : notApplicable('no listener on this port has a security policy');
}

function readable({ certificates }: Listener): string[] {
  return certificates.map(({ arn }) => arn).filter(isReadable);
}

/** Whose records are to be asked; the own account's, where no load balancer was found. */
export function ownerOf(loadBalancer: Observation<LoadBalancer>): Owned {
  return loadBalancer.status === 'observed' ? loadBalancer.value : { accountId: '' };
}

function regionOf(loadBalancer: Observation<LoadBalancer>): string {
  return loadBalancer.status === 'observed' ? loadBalancer.value.region : '';
}

/** What the listener's certificates are, where the wire does not tell, and then what else there is. */
export async function readKept(
  records: AccountRecords,
  scene: Scene,
  handshakes: Observation<Handshakes>,
  seen: HolderRecords,
): Promise<Pick<Observations, 'stored' | 'candidates'>> {
  const wanted = storedWanted(scene, handshakes, seen);
  const stored = wanted ? await records.stored(wanted) : notApplicable('what was served tells of the certificates');
  return { stored, candidates: await findBetter(records, scene, handshakes, { ...seen, stored }) };
}

/** Other certificates are looked for only where the present ones give cause. */
async function findBetter(
  records: AccountRecords,
  scene: Scene,
  handshakes: Observation<Handshakes>,
  { loadBalancer, apiDomain, certificates, stored }: HolderRecords & Pick<Observations, 'stored'>,
): Promise<Observation<Candidates>> {
  const own = apiDomain.status === 'observed' ? certificateRegion(apiDomain.value) : undefined;
  const region = loadBalancer.status === 'observed' ? loadBalancer.value.region : own;
  if (region === undefined) return notApplicable('no load balancer to attach another certificate to');
  const bad =
    handshakes.status === 'observed' &&
    handshakes.value.dials.some((one) => one.outcome.kind === 'completed' && !isSound(one, scene.examinedAt));
  const names = namesSent(scene).map(({ serverName }) => serverName);
  const lacking = stored.status === 'observed' && !isKeptSound(stored.value, names, scene.examinedAt);
  if (!bad && !lacking && !recordsComplain(certificates, scene.examinedAt))
    return notApplicable('the certificates in use are sound');
  return records.candidates(region, names);
}

/** Whether ACM itself says that a certificate in use here is not what it should be. */
function recordsComplain(certificates: Observation<readonly ManagedCertificate[]>, at: string): boolean {
  if (certificates.status !== 'observed') return false;
  return certificates.value.some(({ status, notAfter, renewal }) => {
    const expired = notAfter !== undefined && Date.parse(notAfter) < Date.parse(at);
    return status !== 'ISSUED' || expired || renewal?.status === 'FAILED' || renewal?.status === 'PENDING_VALIDATION';
  });
}
