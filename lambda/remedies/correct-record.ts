import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { Step } from '../model/finding.ts';
import type { AliasRecord, DeadRecord, RecordShape } from '../model/whereabouts.ts';
import { dig } from './dig.ts';
import { shellLine } from './shell.ts';

const CHANGING = 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html';

/** Stand in commands for what the load balancer that is meant is called, and its own hosted zone. */
const NEW_DNS_NAME = 'NEW_DNS_NAME';
const ITS_ZONE_ID = 'CANONICAL_HOSTED_ZONE_ID';

/** What a record is written with where an older version did not note it. */
const PLAIN: RecordShape = { types: ['CNAME'] };

/** Where Route 53 has no TTL noted. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
const TTL_SECONDS = 300;

type LeadsNowhere = Extract<DeadRecord, { kind: 'leads-nowhere' }>;

/** Lets the record that leads to a vanished name lead to one that is there: to a load balancer of the same name, where there is one. */
export function correctRecord({ records, target, namesake }: LeadsNowhere, asked: string): Step[] {
  const record = records.at(-1);
  if (!record) return [];
  const { set = PLAIN } = record;
  const fresh = namesake && kept(target, namesake);
  const to = fresh ? `to ${fresh}, the load balancer of that name which is there now` : `to what is there now`;
  const placeholders = fresh ? '' : `, which the command before prints, in the place of ${NEW_DNS_NAME}`;
  const list = fresh ? [] : presentOnes(target);
  if (set.routed || record.set === undefined) return [...list, byHand(record, to)];
  return [
    ...list,
    {
      action: `Lead the record ${record.name} in hosted zone ${record.zoneId} (${record.zoneName}) ${to}${list.length > 0 ? placeholders : ''}`,
      command: changed(record, set, fresh ?? NEW_DNS_NAME, zoneOf(target, set, namesake)),
      verify: dig('+short', asked),
      undo: changed(record, set, target, set.alias?.zoneId),
      reference: CHANGING,
    },
  ];
}

/** `dualstack.` stays where it was: without it an alias answers with IPv4 alone. */
function kept(target: string, dnsName: string): string {
  return target.startsWith('dualstack.') ? `dualstack.${dnsName}` : dnsName;
}

/** Load balancers of one kind in one Region share their hosted zone. https://docs.aws.amazon.com/general/latest/gr/elb.html */
function zoneOf(target: string, { alias }: RecordShape, namesake: string | undefined): string | undefined {
  const [old, fresh] = [target, namesake ?? ''].map(loadBalancerName);
  return alias && (old?.type === fresh?.type && old?.region === fresh?.region ? alias.zoneId : ITS_ZONE_ID);
}

function changed({ zoneId, name }: AliasRecord, set: RecordShape, to: string, zone: string | undefined): string {
  const { types, alias, ttlSeconds = TTL_SECONDS } = set;
  const leads = alias
    ? { AliasTarget: { HostedZoneId: zone, DNSName: to, EvaluateTargetHealth: alias.evaluatesHealth } }
    : { TTL: ttlSeconds, ResourceRecords: [{ Value: to }] };
  const Changes = types.map((Type) => ({ Action: 'UPSERT', ResourceRecordSet: { Name: name, Type, ...leads } }));
  const batch = ['--hosted-zone-id', zoneId, '--change-batch', JSON.stringify({ Changes })];
  return shellLine('aws', 'route53', 'change-resource-record-sets', ...batch);
}

/** One of several records by weight or place must be written with that again. */
function byHand({ zoneId, zoneName, name }: AliasRecord, to: string): Step {
  const from = ['--hosted-zone-id', zoneId, '--start-record-name', name, '--max-items', '10'];
  return {
    action: `Lead the record ${name} in hosted zone ${zoneId} (${zoneName}) ${to}: read it first, and write it again with its weight, place or health check`,
    command: shellLine('aws', 'route53', 'list-resource-record-sets', ...from),
    reference: CHANGING,
  };
}

/** Where public DNS does not know a name that the zone holds: the domain is perhaps delegated to another one. */
export function compareServers({ zoneId, zoneName }: AliasRecord): Step {
  const printed = ['--query', 'DelegationSet.NameServers', '--output', 'text'];
  return {
    action: `See that hosted zone ${zoneId} is the one that answers for ${zoneName}: public DNS does not know the name at all, though the zone holds it. These must be its name servers`,
    command: dig('+short', zoneName, 'NS'),
    verify: shellLine('aws', 'route53', 'get-hosted-zone', '--id', zoneId, ...printed),
  };
}

/** Where the vanished one was a load balancer: those that there are. */
export function presentOnes(target: string): Step[] {
  const balancer = loadBalancerName(target);
  if (!balancer) return [];
  const columns = ['--query', 'LoadBalancers[].[LoadBalancerName,DNSName,CanonicalHostedZoneId]', '--output', 'text'];
  return [
    {
      action: `${target} was a load balancer in ${balancer.region}. List those that exist there, with their present names`,
      command: shellLine('aws', 'elbv2', 'describe-load-balancers', '--region', balancer.region, ...columns),
    },
  ];
}
