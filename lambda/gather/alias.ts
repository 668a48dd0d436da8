import type { Observation } from '../model/evidence.ts';
import type { Alias, AliasRecord } from '../model/whereabouts.ts';
import type { Resolver } from '../model/world.ts';
import { resolveOrigin } from './dns.ts';
import type { Lead, Zone } from './hosted-zone.ts';
import { notApplicable, observed, unavailable } from './observe.ts';

/** What Route 53 is asked; each question once for one examination. */
export type Zones = {
  zonesNamed(name: string): Promise<Observation<readonly Zone[]>>;
  leadsOf(
    zone: Zone,
    name: string,
  ): Promise<Observation<{ readonly exists: boolean; readonly leads: readonly Lead[] }>>;
};

/** What is known of the name that is followed. `addresses` are those that public DNS gives it. */
export type Sought = { readonly name: string; readonly addresses: readonly string[] };

/** Zones are looked for by name, the longest first: `a.b.example.com`, `b.example.com`, `example.com`. */
const MAX_SUFFIXES = 5;

/** Aliases of one zone may lead to one another; more than these are not followed. */
const MAX_HOPS = 4;

/** Names of one zone that are asked for, wildcards among them. */
const MAX_NAMES = 8;

/**
 * Where Route 53 leads from a name whose DNS answer is bare addresses. The account's zone with the longest name counts, and
 * only if public DNS gives the target one of the same addresses: a zone may be there without being the one that answers.
 */
export async function followAlias(
  zones: Zones,
  resolver: Resolver,
  sought: Sought,
  signal: AbortSignal,
): Promise<Observation<Alias>> {
  const found = await longestZones(zones, sought.name);
  if (found.status !== 'observed') return found;
  if (found.value.length === 0) return notApplicable(`no public hosted zone of this account holds ${sought.name}`);
  let other: Observation<Alias> | undefined;
  for (const zone of found.value) {
    const { ends, unseen } = await waysOut(zones, zone, sought.name);
    const end = await confirmed(ends, resolver, sought, signal);
    if (end) return observed(end);
    other ??= unseen ?? unconfirmed(ends, zone, sought);
  }
  return other ?? notApplicable(`Route 53 has no alias for ${sought.name}`);
}

/** The account's public zones with the longest name that holds this one; none where no zone does. */
export async function longestZones({ zonesNamed }: Zones, name: string): Promise<Observation<readonly Zone[]>> {
  const labels = name.split('.');
  const suffixes = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  for (const suffix of suffixes.slice(-MAX_SUFFIXES)) {
    const zones = await zonesNamed(suffix);
    if (zones.status !== 'observed' || zones.value.length > 0) return zones;
  }
  return observed([]);
}

type Walk = {
  readonly zones: Zones;
  readonly zone: Zone;
  /** How many names may still be asked for. */
  left: number;
  /** Ways that lead out of the zone. */
  readonly ends: AliasRecord[][];
};

type Unseen = Extract<Observation<Alias>, { status: 'unavailable' }>;

/** Every way that leads out of the zone from a name of it, and what could not be seen, if anything. */
export async function waysOut(
  zones: Zones,
  zone: Zone,
  name: string,
): Promise<{ readonly ends: readonly (readonly AliasRecord[])[]; readonly unseen?: Unseen }> {
  const walk: Walk = { zones, zone, left: MAX_NAMES, ends: [] };
  const unseen = await follow(walk, name, []);
  return { ends: walk.ends, ...(unseen && { unseen }) };
}

/** Collects every way out of the zone; answers what could not be seen, if anything. */
async function follow(walk: Walk, name: string, before: readonly AliasRecord[]): Promise<Unseen | undefined> {
  const leads = await leadsOf(walk, name);
  if (leads.status !== 'observed') return leads.status === 'unavailable' ? leads : undefined;
  for (const { record, target, inZone, set } of leads.value) {
    const place = { zoneId: walk.zone.id, zoneName: walk.zone.name };
    const way = [...before, { ...place, name: record, target, ...(set && { set }) }];
    if (!inZone) walk.ends.push(way);
    else if (way.length < MAX_HOPS) {
      const unseen = await follow(walk, target, way);
      if (unseen) return unseen;
    }
  }
  return undefined;
}

/** The records of the name itself, else of the wildcard that answers for it, the nearest first. */
async function leadsOf(walk: Walk, name: string): Promise<Observation<readonly Lead[]>> {
  for (const candidate of [name, ...wildcards(name, walk.zone.name)]) {
    if (walk.left-- <= 0) break;
    const seen = await walk.zones.leadsOf(walk.zone, candidate);
    if (seen.status !== 'observed') return seen;
    if (seen.value.exists) return observed(seen.value.leads);
  }
  return observed([]);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk */
function wildcards(name: string, zone: string): string[] {
  if (!name.endsWith(`.${zone}`)) return [];
  const labels = name.slice(0, -zone.length - 1).split('.');
  return labels.map((_, index) => ['*', ...labels.slice(index + 1), zone].join('.'));
}

/** The first way whose end has one of the addresses in public DNS. */
async function confirmed(
  ends: readonly (readonly AliasRecord[])[],
  resolver: Resolver,
  { addresses }: Sought,
  signal: AbortSignal,
): Promise<Alias | undefined> {
  for (const records of ends.slice(0, MAX_HOPS)) {
    const target = records.at(-1)?.target ?? '';
    const there = await resolveOrigin(resolver, target, 'dualstack', signal);
    if (there.kind === 'resolved' && there.addresses.some((one) => addresses.includes(one))) return { records, target };
  }
  return undefined;
}

function unconfirmed(
  ends: readonly (readonly AliasRecord[])[],
  zone: Zone,
  { name }: Sought,
): Observation<Alias> | undefined {
  const target = ends[0]?.at(-1)?.target;
  if (!target) return undefined;
  return unavailable(
    `hosted zone ${zone.id} (${zone.name}) leads ${name} to ${target}, which has none of its addresses in public DNS: ` +
      'the zone is perhaps not the one that answers',
  );
}
