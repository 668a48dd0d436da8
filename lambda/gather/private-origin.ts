import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observation, OriginEvidence } from '../model/evidence.ts';
import type { Instances } from '../model/instance.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { isAbsent } from './absent.ts';
import { ownerOf, portOf, readKept, readListening } from './balancer-records.ts';
import { nothingBehind } from './behind.ts';
import { readPrivateGates } from './interface-gates.ts';
import { lookBehind, readGates } from './network.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
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
  const instances = await instanceOf(look, records, origin, distribution);
  const behind = { ...nothingBehind(none), loadBalancer };
  const seen = await readListening(records, behind, portOf(origin));
  const judged = seen.listener.status === 'observed' ? ": only AWS's records of it were judged" : '';
  const wire = {
    resolution: none,
    handshakes: unavailable(`${PRIVATE_NETWORK}${judged}`),
    answer: none,
    apiDomain: none,
  };
  const scene = { origin, distribution, examinedAt: look.examinedAt };
  const there = await records.of(ownerOf(loadBalancer));
  const [kept, securityGroups, targets] = await Promise.all([
    readKept(there, scene, wire.handshakes, { ...seen, apiDomain: none }),
    instances.status === 'observed'
      ? readPrivateGates(records, portOf(origin), instances.value)
      : readGates(there, origin, portOf(origin), { ...wire, ...seen }),
    lookBehind(there, origin, { ...wire, ...seen }),
  ]);
  const clientCertificate = notApplicable('CloudFront shows a VPC origin no client certificate');
  return { origin, observations: { ...wire, ...seen, clientCertificate, ...kept, securityGroups, targets, instances } };
}

/** The instance that CloudFront itself names. One that EC2 does not know any more, in its own account, was terminated. */
async function instanceOf(
  look: Look,
  records: Records,
  { connection }: Origin,
  { arn: own = '' }: Distribution,
): Promise<Observation<Instances>> {
  const arn = connection.type === 'vpc' ? (connection.endpointArn ?? '') : '';
  const [, , , region = '', accountId = '', resource = ''] = arn.split(':');
  const [kind, id = ''] = resource.split('/');
  if (kind !== 'instance') return notApplicable('no instance is known behind the VPC origin');
  look.progress(`reading instance ${id}`);
  return andThen(await records.holding(arn), async (there) =>
    andThen(await there.instances(region, [id]), async (found) => {
      if (!isAbsent(found)) return observed({ found, dialled: 0 });
      if (own.split(':')[4] !== accountId)
        return unavailable(`${found.absent}, and its ARN names account ${accountId}`);
      const gone = { id, region, accountId, state: 'terminated', securityGroupIds: [] };
      return observed({ found: [gone], dialled: 0 });
    }),
  );
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
