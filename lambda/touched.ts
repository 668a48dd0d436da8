import { CLOUDFRONT_REGION } from './cloudfront/region.ts';
import type { Distribution } from './model/distribution.ts';
import type { Observation, Observations, OriginEvidence } from './model/evidence.ts';
import type { LoadBalancer } from './model/load-balancer.ts';

/** Another account, and the role through which it was looked into. */
export type There = { readonly accountId: string; readonly assumedRole: string };

/** A resource on the way to an origin: the Region whose records tell of it, the name by which they do, and its ARN where tags may be asked for. */
export type Touched = {
  readonly region: string;
  readonly name: string;
  readonly arn?: string;
  /** Whose records tell of it; the own account's where absent. */
  readonly there?: There;
};

/** What was seen of the way. */
export type Way = { readonly distribution: Observation<Distribution>; readonly origins: readonly OriginEvidence[] };

/** Of one load balancer: certificates, the default one first, and security groups that are worth a question; of a distribution, tenants. */
const MAX_EACH = 2;

/**
 * Resources on the way, each once, what most often breaks it first. Global services tell in us-east-1. Of perhaps hundreds of tenants
 * only those that were changed `since` (ISO 8601).
 */
export function touchedOn({ distribution, origins }: Way, since = ''): Touched[] {
  const known = distribution.status === 'observed' && isOfAccount(distribution.value) ? distribution.value : null;
  const all = [
    ...(known ? [global(known.id, known.arn), ...ofTenants(known, since)] : []),
    ...origins.flatMap(({ observations }) => ofBalancer(observations)),
    ...origins.flatMap(({ observations }) => ofApiDomain(observations)),
    ...origins.flatMap(ofInterfaces),
    ...origins.flatMap(ofZones),
    ...(known ? ofBehaviors(known) : []),
  ];
  return [...new Map(all.map((one) => [placeOf(one), one])).values()];
}

/** The tenants are in the order of their last change. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionTenant.html */
function ofTenants({ id, arn, tenancy }: Distribution, since: string): Touched[] {
  const changed = (tenancy?.tenants ?? []).filter(({ changedAt }) => changedAt !== undefined && changedAt >= since);
  return changed
    .slice(0, MAX_EACH)
    .map((tenant) => global(tenant.id, arn?.replace(`:distribution/${id}`, `:distribution-tenant/${tenant.id}`)));
}

/** And not the stand-in of the terminal. Whether a multi-tenant distribution has a name of its own AWS does not say. */
function isOfAccount({ domainName, tenancy }: Distribution): boolean {
  return domainName !== '' || tenancy !== undefined;
}

/** The same for the same resource. */
export function placeOf(one: Touched): string {
  return `${homeOf(one)} ${one.name}`;
}

/** The same for resources in one Region of an account, of which one service tells. */
export function homeOf({ region, there }: Pick<Touched, 'region' | 'there'>): string {
  return `${there?.accountId ?? ''} ${region}`;
}

function global(name: string, arn?: string): Touched {
  return { region: CLOUDFRONT_REGION, name, ...(arn && { arn }) };
}

/** A load balancer with its listener and what hangs on them, what most often breaks it first. */
export function ofBalancer({ loadBalancer, listener }: Pick<Observations, 'loadBalancer' | 'listener'>): Touched[] {
  if (loadBalancer.status !== 'observed') return [];
  const { arn, region, name, type, accountId, assumedRole } = loadBalancer.value;
  const found = listener.status === 'observed' && listener.value.kind === 'found' ? listener.value.listener : undefined;
  const certificates = found?.certificates.map((one) => one.arn).filter((one) => one.includes(':acm:')) ?? [];
  const own = (one: string) => ({ region, name: one, arn: one });
  const isClassic = type === 'classic';
  const all: Touched[] = [
    ...(found && !isClassic ? [own(found.arn)] : []),
    ...certificates.slice(0, MAX_EACH).map(own),
    isClassic ? { region, name, arn } : own(arn),
    ...securityGroups(loadBalancer.value),
  ];
  return [...thereOr(all, accountId, assumedRole)];
}

/**
 * A custom domain name of API Gateway, and its certificate. Whether CloudTrail lists events by such a name is not documented; by its
 * certificate it does. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function ofApiDomain({ apiDomain }: Pick<Observations, 'apiDomain'>): Touched[] {
  if (apiDomain.status !== 'observed') return [];
  const { region, name, certificateArn, accountId = '', assumedRole } = apiDomain.value;
  const [, partition = 'aws'] = certificateArn?.split(':') ?? [];
  const all = [
    ...(certificateArn ? [{ region, name: certificateArn, arn: certificateArn }] : []),
    { region, name, arn: `arn:${partition}:apigateway:${region}::/domainnames/${name}` },
  ];
  return [...thereOr(all, accountId, assumedRole)];
}

function securityGroups({ arn, region, accountId, securityGroups: ids }: LoadBalancer): Touched[] {
  const [, partition = 'aws'] = arn.split(':');
  return ids.slice(0, MAX_EACH).map((id) => inEc2({ partition, region, accountId }, 'security-group', id));
}

/** Instances that have the origin's addresses, and the security groups before them, where no load balancer does. */
function ofInterfaces({ observations }: OriginEvidence): Touched[] {
  const { loadBalancer, networkInterfaces, instances } = observations;
  if (loadBalancer.status === 'observed') return [];
  const named = instances.status === 'observed' ? instances.value.found : [];
  const seen =
    networkInterfaces.status === 'observed'
      ? networkInterfaces.value
      : named.map((one) => ({ ...one, instanceId: one.id }));
  return seen.slice(0, MAX_EACH).flatMap(({ instanceId, securityGroupIds, assumedRole, ...place }) => {
    const all = [
      ...(instanceId ? [inEc2(place, 'instance', instanceId)] : []),
      ...securityGroupIds.slice(0, MAX_EACH).map((id) => inEc2(place, 'security-group', id)),
    ];
    return thereOr(all, place.accountId, assumedRole);
  });
}

/** Those that were read through a role in another account are asked about there. */
function thereOr(all: readonly Touched[], accountId: string, assumedRole?: string): readonly Touched[] {
  return assumedRole ? all.map((one) => ({ ...one, there: { accountId, assumedRole } })) : all;
}

type Place = Pick<LoadBalancer, 'region' | 'accountId'> & { readonly partition?: string };

function inEc2({ region, accountId, partition = 'aws' }: Place, kind: string, id: string): Touched {
  return { region, name: id, arn: `arn:${partition}:ec2:${region}:${accountId}:${kind}/${id}` };
}

function ofZones({ observations: { alias, deadRecord } }: OriginEvidence): Touched[] {
  if (deadRecord.status === 'observed') {
    const { value } = deadRecord;
    return [global(value.kind === 'missing' ? value.zoneId : (value.records[0]?.zoneId ?? ''))];
  }
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
