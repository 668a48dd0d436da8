import { loadBalancerName } from './cloudfront/origin-kind.ts';
import { cut } from './dials.ts';
import type { AliasRecord, DeadRecord } from './model/whereabouts.ts';

/** Why the name has no address, by the account's zones: one sentence without a full stop; undefined where they do not tell more than DNS. */
export function deadTitle(dead: DeadRecord, name: string): string | undefined {
  if (dead.kind === 'missing') return undefined;
  const balancer = dead.gone === undefined ? undefined : loadBalancerName(dead.target);
  return balancer && `Route 53 leads ${name} to load balancer ${balancer.name} in ${balancer.region}, which is gone`;
}

/** At most two lines of evidence. */
export function deadEvidence(dead: DeadRecord): string[] {
  if (dead.kind === 'missing')
    return [`Route 53: hosted zone ${dead.zoneId} (${dead.zoneName}) of the account has no record ${dead.name}`];
  const [first] = dead.records;
  const way = dead.records.map(hop).join(', ');
  return [
    `Route 53: in hosted zone ${first?.zoneId} (${first?.zoneName}) ${way}`,
    ...(dead.gone ? [`ELB: ${dead.gone}`] : []),
  ];
}

function hop({ name, target, set }: AliasRecord): string {
  const type = set ? `${set.types.join(' and ')}${set.alias ? ', alias' : ''}` : 'record';
  return `${name} (${type}) → ${cut(target, 120)}`;
}
