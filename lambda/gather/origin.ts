import { dialPlan } from '../cloudfront/dial.ts';
import { isTemplate } from '../cloudfront/tenants.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observation, Observations, OriginEvidence } from '../model/evidence.ts';
import type { DialPlan, Resolution } from '../model/handshake.ts';
import { readApiRecords } from './api-records.ts';
import { type HolderRecords, ownerOf, portOf, readKept, readListening } from './balancer-records.ts';
import { readClientCertificate, withAsker } from './client-certificate.ts';
import { type Dials, dialAll } from './dials.ts';
import { resolveOrigin } from './dns.ts';
import { readInstanceStates } from './instance-state.ts';
import { decisive } from './interface-gates.ts';
import { lookBehind, readEachGate, withGates } from './network.ts';
import { notApplicable, observed, unavailable } from './observe.ts';
import { gatherPrivate } from './private-origin.ts';
import type { Records } from './records.ts';
import type { Look } from './sources.ts';

/** Sees everything that can be seen of one origin: DNS first, then the dials and the load balancer's records side by side. */
export async function gatherOrigin(
  look: Look,
  records: Records,
  origin: Origin,
  distribution: Distribution,
): Promise<OriginEvidence> {
  // Before anything else: no certificate is ever to be held against a name with parameters in it.
  if (isTemplate(origin.domainName)) return { origin, observations: unseen(whyUnmade(distribution)) };
  if (origin.connection.type === 'vpc') return gatherPrivate(look, records, origin, distribution);
  const resolution = await resolve(look, origin);
  const plan = planOf(origin, distribution, resolution);
  const [{ handshakes, answer }, seen, client] = await Promise.all([
    dialled(look, plan, origin, distribution),
    readRecords(look, records, origin, resolution, plan),
    readClientCertificate(records, origin),
  ]);
  const scene = { origin, distribution, examinedAt: look.examinedAt };
  const there = await records.of(ownerOf(seen.loadBalancer));
  const [kept, gates, targets, instances] = await Promise.all([
    readKept(there, scene, handshakes, seen),
    readEachGate(records, there, origin, portOf(origin), { handshakes, ...seen }),
    lookBehind(there, origin, { handshakes, answer, ...seen }),
    readInstanceStates(records, { handshakes, ...seen }),
  ]);
  const wire = { resolution: observed(resolution), handshakes: withGates(handshakes, ...gates), answer };
  const clientCertificate = withAsker(client, { handshakes, ...seen });
  const securityGroups = decisive(gates);
  return { origin, observations: { ...wire, ...seen, clientCertificate, ...kept, securityGroups, targets, instances } };
}

/**
 * Why tenants' values made no origin of this one: none were seen. What was seen of them and does not do is told with them.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html
 */
function whyUnmade({ tenancy }: Distribution): Observation<never> {
  if (tenancy && !tenancy.isCut && tenancy.tenants.length === 0)
    return notApplicable('the distribution has no enabled tenant');
  const [why] = tenancy?.unseen ?? [];
  const what = "each distribution tenant gives the origin's name a part of its own";
  return unavailable(why ? `${what}: ${why.reason}` : what, why?.permission);
}

function unseen(nothing: Observation<never>): Observations {
  const none = notApplicable('the name of the origin is not known');
  return {
    resolution: none,
    handshakes: nothing,
    answer: none,
    alias: none,
    deadRecord: none,
    networkInterfaces: none,
    unheld: none,
    instances: none,
    loadBalancer: none,
    balancerCounts: none,
    listener: none,
    tlsPolicy: none,
    apiDomain: none,
    certificates: none,
    clientCertificate: none,
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

/** No tenant is known by whose domain viewers could come. */
function isNameless({ tenancy, aliases }: Distribution): boolean {
  return tenancy !== undefined && tenancy.unseen.length > 0 && aliases.length === 0;
}

const NAMELESS = unavailable(
  "the viewer's Host goes on to the origin, and no tenant's domain is known that it could hold",
);

type DialObservations = { readonly handshakes: Observation<Dials['handshakes']>; readonly answer: Dials['answer'] };

async function dialled(
  look: Look,
  plan: DialPlan,
  origin: Origin,
  distribution: Distribution,
): Promise<DialObservations> {
  if (plan.targets.length === 0) {
    const none = notApplicable('there is no address to dial');
    return { handshakes: isNameless(distribution) ? NAMELESS : none, answer: none };
  }
  look.progress(
    `dialling ${origin.domainName}: ${plan.targets.length} connection${plan.targets.length === 1 ? '' : 's'}`,
  );
  const { handshakes, answer } = await dialAll(look, plan, origin, distribution);
  const nothing = handshakes.dials.length === 0;
  return { handshakes: nothing ? unavailable(handshakes.omitted.join('; ')) : observed(handshakes), answer };
}

async function readRecords(
  look: Look,
  records: Records,
  origin: Origin,
  resolution: Resolution,
  plan: DialPlan,
): Promise<HolderRecords> {
  const behind = await records.behind(origin.domainName, resolution);
  const { loadBalancer } = behind;
  const reading = readApiRecords(records, origin, resolution, behind, plan.targets[0]?.serverName);
  if (loadBalancer.status === 'observed') look.progress(`reading load balancer ${loadBalancer.value.name}`);
  const [listening, api] = await Promise.all([readListening(records, behind, portOf(origin)), reading]);
  const { apiDomain } = api;
  return apiDomain.status === 'observed' ? { ...listening, ...api } : { ...listening, apiDomain };
}
