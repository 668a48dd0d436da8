import { CLOUDFRONT_REGION } from './cloudfront/region.ts';
import type { Distribution } from './model/distribution.ts';
import type { Observation, Observations, OriginEvidence } from './model/evidence.ts';
import type { LoadBalancer } from './model/load-balancer.ts';

/** A resource on the way to an origin: the Region whose records tell of it, the name by which they do, and its ARN where tags may be asked for. */
export type Touched = { readonly region: string; readonly name: string; readonly arn?: string };

/** What was seen of the way. */
export type Way = { readonly distribution: Observation<Distribution>; readonly origins: readonly OriginEvidence[] };

/** Of one load balancer: certificates, the default one first, and security groups that are worth a question. */
const MAX_EACH = 2;

/** Resources on the way, each once, what most often breaks it first. Global services tell in us-east-1. */
export function touchedOn({ distribution, origins }: Way): Touched[] {
  const known = distribution.status === 'observed' && distribution.value.domainName !== '' ? distribution.value : null;
  const all = [
    ...(known ? [global(known.id, known.arn)] : []),
    ...origins.flatMap(({ observations }) => ofBalancer(observations)),
    ...origins.flatMap(ofZones),
    ...(known ? ofBehaviors(known) : []),
  ];
  return [...new Map(all.map((one) => [`${one.region} ${one.name}`, one])).values()];
}

function global(name: string, arn?: string): Touched {
  return { region: CLOUDFRONT_REGION, name, ...(arn && { arn }) };
}

/**
 * A load balancer with its listener and what hangs on them, what most often breaks it first. Nothing of one in another
 * account: the history and the tags that are asked for are the own one's.
 */
export function ofBalancer({ loadBalancer, listener }: Pick<Observations, 'loadBalancer' | 'listener'>): Touched[] {
  if (loadBalancer.status !== 'observed') return [];
  const { arn, region, name, type, assumedRole } = loadBalancer.value;
  if (assumedRole) return [];
  const found = listener.status === 'observed' && listener.value.kind === 'found' ? listener.value.listener : undefined;
  const certificates = found?.certificates.map((one) => one.arn).filter((one) => one.includes(':acm:')) ?? [];
  const own = (one: string) => ({ region, name: one, arn: one });
  const isClassic = type === 'classic';
  return [
    ...(found && !isClassic ? [own(found.arn)] : []),
    ...certificates.slice(0, MAX_EACH).map(own),
    isClassic ? { region, name, arn } : own(arn),
    ...securityGroups(loadBalancer.value),
  ];
}

/** Why the history and the tags of what is on the way are not all, where a load balancer is in another account. */
export function untouched({ origins }: Way): { readonly reason: string } | undefined {
  const accounts = origins.flatMap(({ observations: { loadBalancer } }) =>
    loadBalancer.status === 'observed' && loadBalancer.value.assumedRole ? [loadBalancer.value.accountId] : [],
  );
  return accounts.length > 0 ? { reason: `account ${[...new Set(accounts)].join(', ')} was not asked` } : undefined;
}

function securityGroups({ arn, region, accountId, securityGroups: ids }: LoadBalancer): Touched[] {
  const [, partition = 'aws'] = arn.split(':');
  return ids
    .slice(0, MAX_EACH)
    .map((id) => ({ region, name: id, arn: `arn:${partition}:ec2:${region}:${accountId}:security-group/${id}` }));
}

function ofZones({ observations: { alias } }: OriginEvidence): Touched[] {
  return alias.status === 'observed' ? alias.value.records.slice(0, 1).map(({ zoneId }) => global(zoneId)) : [];
}

/** Policies that decide the Host header, and code at the edge. */
function ofBehaviors({ behaviors }: Distribution): Touched[] {
  const policies = behaviors.flatMap(({ hostForwarding }) =>
    hostForwarding.kind === 'forwarded' && hostForwarding.policyId ? [hostForwarding.policyId] : [],
  );
  const functions = behaviors.flatMap(({ edgeFunctions }) => edgeFunctions.flatMap(({ arn }) => functionName(arn)));
  return [...policies, ...functions].map((name) => global(name));
}

/** `arn:…:function/name` at CloudFront, `arn:…:function:name:version` at Lambda. */
function functionName(arn: string): string[] {
  const [, name] = /:function[:/]([\w-]{1,64})/.exec(arn) ?? [];
  return name ? [name] : [];
}
