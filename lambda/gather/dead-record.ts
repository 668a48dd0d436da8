import { originKind } from '../cloudfront/origin-kind.ts';
import type { Observation } from '../model/evidence.ts';
import type { Resolution } from '../model/handshake.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { AliasRecord, DeadRecord } from '../model/whereabouts.ts';
import type { Resolver } from '../model/world.ts';
import { type Absent, isAbsent } from './absent.ts';
import { longestZones, waysOut, type Zones } from './alias.ts';
import { resolveOrigin } from './dns.ts';
import type { Zone } from './hosted-zone.ts';
import { notApplicable, observed, unavailable } from './observe.ts';

type NotFound = Extract<Resolution, { kind: 'not-found' }>;

/** What is asked of Route 53, of DNS and of Elastic Load Balancing. */
export type Asked = Zones & {
  readonly resolver: Resolver;
  readonly signal: AbortSignal;
  /** By a DNS name; not applicable where that is no load balancer's. */
  balancerBehind(name: string): Promise<Observation<LoadBalancer | Absent>>;
};

/** Ends of ways that are looked up in DNS. */
const MAX_ENDS = 4;

/**
 * Why a name has no address, as far as zones of the account tell: a record that leads to a name without any, or none at all
 * where there should be one. DNS shows nothing of an alias whose target is gone.
 */
export async function findDeadRecord(asked: Asked, resolution: NotFound): Promise<Observation<DeadRecord>> {
  const name = lastOwnName(resolution);
  const zones = await longestZones(asked, name);
  if (zones.status !== 'observed') return zones;
  let other: Observation<DeadRecord> | undefined;
  for (const zone of zones.value) {
    const { ends, unseen } = await waysOut(asked, zone, name);
    const dead = await firstDead(asked, ends);
    if (dead) return withBalancer(asked, dead);
    other ??= unseen ?? (await nothingDead(asked, zone, name, ends));
  }
  return other ?? notApplicable(`no public hosted zone of this account holds ${name}`);
}

/** The last name on the way that is nobody's but the reader's. */
function lastOwnName({ name, cnames }: NotFound): string {
  return [name, ...cnames].findLast((one) => originKind(one) === 'other') ?? name;
}

async function firstDead(
  { resolver, signal }: Asked,
  ends: readonly (readonly AliasRecord[])[],
): Promise<readonly AliasRecord[] | undefined> {
  for (const records of ends.slice(0, MAX_ENDS)) {
    const there = await resolveOrigin(resolver, records.at(-1)?.target ?? '', 'dualstack', signal);
    if (there.kind === 'not-found') return records;
  }
  return undefined;
}

async function withBalancer(asked: Asked, records: readonly AliasRecord[]): Promise<Observation<DeadRecord>> {
  const target = records.at(-1)?.target ?? '';
  const found = await asked.balancerBehind(target);
  const absent = found.status === 'observed' && isAbsent(found.value) ? found.value : undefined;
  const { namesake } = absent ?? {};
  return observed({
    kind: 'leads-nowhere',
    records,
    target,
    ...(absent && { gone: absent.absent }),
    ...(namesake && { namesake }),
  });
}

/** The zone holds no record of the name; or one whose end does have an address, so that it is another zone that answers. */
async function nothingDead(
  asked: Asked,
  zone: Zone,
  name: string,
  ends: readonly (readonly AliasRecord[])[],
): Promise<Observation<DeadRecord>> {
  const target = ends[0]?.at(-1)?.target;
  if (target)
    return unavailable(
      `hosted zone ${zone.id} (${zone.name}) leads ${name} to ${target}, which has addresses: public DNS is perhaps answered ` +
        'from another zone',
    );
  const own = await asked.leadsOf(zone, name);
  if (own.status !== 'observed') return own;
  return own.value.exists
    ? notApplicable(`the records of ${name} in hosted zone ${zone.id} lead nowhere else`)
    : observed({ kind: 'missing', zoneId: zone.id, zoneName: zone.name, name });
}
