import type { ResourceRecordSet as RawRecord, HostedZone as RawZone } from '@aws-sdk/client-route-53';
import type { Observation } from '../model/evidence.ts';
import type { RecordShape } from '../model/whereabouts.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/** A hosted zone that public DNS may answer from. `id` comes without `/hostedzone/`. */
export type Zone = { readonly id: string; readonly name: string };

/** What a record leads to: the names of its alias targets, or of a CNAME; a name of the same zone is looked up there. */
export type Lead = {
  readonly record: string;
  readonly target: string;
  readonly inZone: boolean;
  readonly set?: RecordShape;
};

/** Zones of one name, private ones among them; an account may have several, for several networks. */
const MAX_ZONES = 20;

/** Records read from one name on: its A and AAAA records come first, one for each weight or Region. */
const MAX_RECORDS = 20;

/**
 * The public zones of exactly this name in the account: a private one is not what CloudFront asks. One call that starts at
 * the name and never lists the rest. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
 */
export async function zonesNamed(aws: Aws, name: string, signal: AbortSignal): Promise<Observation<readonly Zone[]>> {
  return observe('route53:ListHostedZonesByName', async () => {
    const { sdk, client } = await aws.route53();
    const command = new sdk.ListHostedZonesByNameCommand({ DNSName: name, MaxItems: MAX_ZONES });
    const { HostedZones } = await client.send(command, { abortSignal: signal });
    return observed(toZones(HostedZones ?? [], name));
  });
}

/** Of the zones that the answer holds, the public ones of this very name. */
export function toZones(raw: readonly RawZone[], name: string): Zone[] {
  return raw.flatMap(({ Id, Name, Config }) => {
    const id = Id?.split('/').at(-1);
    return id && Name && plainName(Name) === name && Config?.PrivateZone !== true ? [{ id, name }] : [];
  });
}

/**
 * Where the records of one name in a zone lead, each target once; empty for a name without any, or with addresses alone.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */
export async function leadsOf(
  aws: Aws,
  zone: Zone,
  name: string,
  signal: AbortSignal,
): Promise<Observation<{ readonly exists: boolean; readonly leads: readonly Lead[] }>> {
  return observe('route53:ListResourceRecordSets', async () => {
    const { sdk, client } = await aws.route53();
    const from = { HostedZoneId: zone.id, StartRecordName: name, MaxItems: MAX_RECORDS };
    const answer = await client.send(new sdk.ListResourceRecordSetsCommand(from), { abortSignal: signal });
    return observed(toLeads(answer.ResourceRecordSets ?? [], zone, name));
  });
}

/** Reads the records of this very name. An alias answers for its own type only, so those of other types lead nowhere. */
export function toLeads(raw: readonly RawRecord[], zone: Zone, name: string) {
  const own = raw.filter(({ Name }) => Name !== undefined && plainName(Name) === name);
  const once = new Map<string, Lead>();
  for (const lead of own.flatMap((one) => toLead(one, zone, name) ?? [])) {
    const types = [...(once.get(lead.target)?.set?.types ?? []), ...lead.set.types];
    once.set(lead.target, { ...lead, set: { ...lead.set, types: [...new Set(types)] } });
  }
  return { exists: own.length > 0, leads: [...once.values()] };
}

function toLead(raw: RawRecord, zone: Zone, record: string): (Lead & { readonly set: RecordShape }) | undefined {
  const { Type, AliasTarget, ResourceRecords, TTL, SetIdentifier } = raw;
  if (Type !== 'A' && Type !== 'AAAA' && Type !== 'CNAME') return undefined;
  const value = Type === 'CNAME' ? ResourceRecords?.[0]?.Value : undefined;
  const target = plainName(AliasTarget?.DNSName ?? value ?? '');
  const zoneId = AliasTarget?.HostedZoneId ?? '';
  const shape = { types: [Type], ...(SetIdentifier !== undefined && { routed: true as const }) };
  const alias = { zoneId, evaluatesHealth: AliasTarget?.EvaluateTargetHealth === true };
  if (target === '') return undefined;
  if (AliasTarget) return { record, target, inZone: zoneId === zone.id, set: { ...shape, alias } };
  const set = { ...shape, ...(TTL !== undefined && { ttlSeconds: TTL }) };
  return { record, target, inZone: target.endsWith(`.${zone.name}`), set };
}

/**
 * Lower case, without the trailing dot and with escapes read: Route 53 writes `*` as `\052`. No DNS name is longer than 253
 * characters. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
function plainName(name: string): string {
  return name
    .slice(0, 1_024)
    .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8) & 0xff))
    .replace(/\.$/, '')
    .toLowerCase()
    .slice(0, 253);
}
