import { reachableOrigins } from '../cloudfront/dial.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Evidence, Observation, OriginEvidence, Subject } from '../model/evidence.ts';
import { readDistribution } from './distribution.ts';
import { gatherOrigin } from './origin.ts';
import type { Look } from './sources.ts';

/** Everything that can be seen of one distribution and of the origins that a behavior can reach. Never throws for what the world does. */
export async function gatherDistribution(look: Look, id: string, alarm?: Alarm): Promise<Evidence> {
  look.progress(`reading distribution ${id}`);
  const distribution = await readDistribution(look.aws, id, look.signal);
  return gatherOrigins(look, { kind: 'distribution', id }, distribution, alarm);
}

/** The same for a distribution that is known already: the stand-in that the terminal builds around a single host. */
export async function gatherOrigins(
  look: Look,
  subject: Subject,
  distribution: Observation<Distribution>,
  alarm?: Alarm,
): Promise<Evidence> {
  const origins = await lookAtOrigins(look, distribution);
  return { schemaVersion: 1, subject, ...(alarm && { alarm }), examinedAt: look.examinedAt, distribution, origins };
}

async function lookAtOrigins(look: Look, distribution: Observation<Distribution>): Promise<OriginEvidence[]> {
  if (distribution.status !== 'observed' || !distribution.value.enabled) return [];
  const { value } = distribution;
  return Promise.all(reachableOrigins(value).map((origin) => gatherOrigin(look, origin, value)));
}
