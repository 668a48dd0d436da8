import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observation, OriginEvidence } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { portOf, readKept, readListening } from './balancer-records.ts';
import { lookBehind, readGates } from './network.ts';
import { notApplicable, unavailable } from './observe.ts';
import type { Records } from './records.ts';
import type { Look } from './sources.ts';

const PRIVATE_NETWORK = 'a VPC origin lives in a private network that only CloudFront can enter';

/**
 * Sees what can be seen of a VPC origin: nothing of it can be dialled, but CloudFront names the load balancer or instance
 * behind it, and AWS has its records.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export async function gatherPrivate(
  look: Look,
  records: Records,
  origin: Origin,
  distribution: Distribution,
): Promise<OriginEvidence> {
  const none = notApplicable(PRIVATE_NETWORK);
  const loadBalancer = await endpointOf(look, records, origin);
  const behind = { loadBalancer, alias: none, networkInterfaces: none };
  const seen = await readListening(records, behind, portOf(origin));
  const judged = seen.listener.status === 'observed' ? ": only AWS's records of it were judged" : '';
  const wire = {
    resolution: none,
    handshakes: unavailable(`${PRIVATE_NETWORK}${judged}`),
    answer: none,
    apiDomain: none,
  };
  const scene = { origin, distribution, examinedAt: look.examinedAt };
  const [kept, securityGroups, targets] = await Promise.all([
    readKept(records, scene, wire.handshakes, { ...seen, apiDomain: none }),
    readGates(records, origin, portOf(origin), { ...wire, ...seen }),
    lookBehind(records, origin, { ...wire, ...seen }),
  ]);
  const clientCertificate = notApplicable('CloudFront shows a VPC origin no client certificate');
  return { origin, observations: { ...wire, ...seen, clientCertificate, ...kept, securityGroups, targets } };
}

/** The load balancer that CloudFront itself names; an instance has no record of what it serves. */
async function endpointOf(look: Look, records: Records, { connection }: Origin): Promise<Observation<LoadBalancer>> {
  const arn = connection.type === 'vpc' ? connection.endpointArn : undefined;
  if (!arn) return notApplicable('which load balancer is behind the VPC origin is not known');
  if (!arn.includes(':loadbalancer/')) {
    return notApplicable(`${arn.split(':').at(-1)} is behind the VPC origin: what it serves no record of AWS shows`);
  }
  look.progress(`reading load balancer ${arn.split(':loadbalancer/')[1]}`);
  return records.loadBalancerByArn(arn);
}
