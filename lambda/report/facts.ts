import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { failoverOf } from '../failover.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Section } from './assemble.ts';
import { behindWords } from './behind.ts';
import { failoverWords } from './failover.ts';
import { type Block, count, hang, listed } from './layout.ts';
import { ago, dated, distance, span } from './moments.ts';
import { ownFaults } from './others.ts';
import { printable } from './printable.ts';
import { pathsHit, reachWords } from './reach.ts';

/** Where, since when and how much: one line each. */
export function facts(diagnosis: Diagnosis, evidence: Evidence): Section {
  const { conclusion } = diagnosis;
  const finding = 'primary' in conclusion ? conclusion.primary : undefined;
  const more = 'primary' in conclusion ? ownFaults(conclusion.primary, conclusion.also).length : 0;
  const blocks = [
    ...ofDistribution(evidence),
    ...ofAlarm(diagnosis),
    ...ofClock(evidence),
    ...(finding ? ofFinding(finding, evidence) : []),
    ...ofGroup(diagnosis, evidence),
    ...(more > 0 ? [fact('Also found', `${count(more, 'more fault')}, told below`)] : []),
  ];
  return { blocks, rank: 1 };
}

function fact(label: string, text: string): Block {
  return hang(`${label}: `, '  ', text, 500);
}

function ofDistribution({ subject, distribution }: Evidence): Block[] {
  if (subject.kind === 'origin') return [];
  const id = printable(subject.id, 40);
  if (distribution.status !== 'observed') return [fact('Distribution', id)];
  const { enabled, status, staging } = distribution.value;
  const state = [
    ...(staging ? ['a staging distribution: it serves what a continuous deployment policy sends it'] : []),
    ...(enabled ? [] : ['disabled']),
    ...(status === 'InProgress' ? ['a change is being deployed'] : []),
  ];
  return [fact('Distribution', [`${id} (${namesOf(distribution.value)})`, ...state].join(', '))];
}

/** A multi-tenant distribution has no name that viewers come by, and perhaps hundreds that they do. */
function namesOf({ domainName, aliases, tenancy }: Distribution): string {
  if (!tenancy)
    return listed(
      [domainName, ...aliases].filter((name) => name !== ''),
      3,
    );
  const { tenants, isCut } = tenancy;
  if (isCut) return tenants.length > 0 ? `multi-tenant, more than ${count(tenants.length, 'tenant')}` : 'multi-tenant';
  return `multi-tenant, ${count(tenants.length, 'enabled tenant')}`;
}

function ofAlarm({ alarm, examinedAt }: Diagnosis): Block[] {
  if (!alarm) return [];
  const since = dated(alarm.changedAt, ago(alarm.changedAt, examinedAt));
  return [fact('Alarm', `${printable(alarm.name, 120)}, in ${alarm.state} since ${since}`)];
}

/** A machine with a wrong clock: people shall mend it, and know by which one dates were judged. */
function ofClock({ clockAheadSeconds }: Evidence): Block[] {
  if (clockAheadSeconds === undefined) return [];
  const way = clockAheadSeconds > 0 ? 'ahead of' : 'behind';
  const far = span(Math.abs(clockAheadSeconds) * 1000);
  return [fact('Clock', `this machine's is ${far} ${way} AWS's; dates are judged by AWS's`)];
}

function ofFinding(finding: Finding, evidence: Evidence): Block[] {
  const paths = pathsHit(finding, evidence);
  const edge = edgeCode(finding, evidence);
  return [
    ...(finding.originId === '' ? [] : [fact('Origin', originName(finding.originId, evidence))]),
    ...behind(finding, evidence),
    ...(paths ? [fact('Hit', paths)] : []),
    ...onlyTenant(finding, evidence),
    fact('Reach', reachWords(finding, evidence)),
    ...(finding.breaksAt ? [brokenSince(finding.breaksAt, evidence.examinedAt)] : []),
    ...(edge ? [fact('Note', edge)] : []),
    ...(isPrivate(finding, evidence) ? [fact('Seen', RECORDS_ALONE)] : []),
  ];
}

/** Where the fault is one tenant's: what it is known by, and when it was changed last. */
function onlyTenant({ tenants, originId }: Finding, { distribution, examinedAt, origins }: Evidence): Block[] {
  const [only] = tenants?.count === 1 ? tenants.named : [];
  const isMade = origins.some(({ origin }) => origin.id === originId && origin.ofTenants);
  if (!only || !isMade || distribution.status !== 'observed') return [];
  const known = distribution.value.tenancy?.tenants.find(({ id }) => id === only.id)?.changedAt;
  const changed = known ? `, changed ${dated(known, distance(known, examinedAt))}` : '';
  return [fact('Tenant', `${printable(only.name, 60)} (${printable(only.id, 60)})${changed}`)];
}

/** Whether the spare of an origin group takes over, where the fault is in front of one. */
function ofGroup({ conclusion }: Diagnosis, evidence: Evidence): Block[] {
  if (!('primary' in conclusion)) return [];
  const { primary, also } = conclusion;
  const failover = failoverOf(primary, [primary, ...also], evidence);
  return failover ? [fact('Failover', failoverWords(failover))] : [];
}

function behind({ originId }: Finding, { origins }: Evidence): Block[] {
  const seen = origins.find(({ origin }) => origin.id === originId)?.observations;
  const words = seen && behindWords(seen);
  return words ? [fact('Behind', words)] : [];
}

/** Whether nobody but CloudFront can dial the origin. */
function isPrivate({ originId }: Finding, { origins }: Evidence): boolean {
  return origins.some(({ origin }) => origin.id === originId && origin.connection.type === 'vpc');
}

const RECORDS_ALONE = "in AWS's records alone: nobody but CloudFront can dial a VPC origin";

function brokenSince(breaksAt: string, examinedAt: string): Block {
  const label = Date.parse(breaksAt) > Date.parse(examinedAt) ? 'Breaks' : 'Broken since';
  return fact(label, dated(breaksAt, distance(breaksAt, examinedAt)));
}

/** `id (domain)`, or the one where they are the same. */
export function originName(originId: string, { origins }: Evidence): string {
  const domain = origins.find(({ origin }) => origin.id === originId)?.origin.domainName;
  const id = printable(originId, 80);
  return domain && domain !== originId ? `${id} (${printable(domain, 120)})` : id;
}

/** Why a finding that would be proven is told as likely: code on the way may send the request elsewhere. */
function edgeCode({ originId, certainty }: Finding, { distribution }: Evidence): string | undefined {
  if (certainty === 'proven' || distribution.status !== 'observed') return undefined;
  const steered = behaviorsReaching(originId, distribution.value).filter(({ edgeFunctions }) =>
    edgeFunctions.some(({ changesOrigin }) => changesOrigin !== 'no'),
  );
  if (steered.length === 0) return undefined;
  const where = listed(
    steered.map(({ pathPattern, isDefault }) => (isDefault ? 'the default behavior' : pathPattern)),
    3,
  );
  const name = distribution.value.origins.find(({ id }) => id === originId)?.byFunction;
  if (name)
    return `CloudFront Function ${printable(name, 64)} on ${where} sends requests to this origin; it may not always`;
  return `edge code on ${where} may send requests to another origin`;
}
