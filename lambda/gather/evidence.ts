import { reachableOrigins } from '../cloudfront/dial.ts';
import { seenFrom } from '../cloudfront/tenants.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Evidence, Observation, OriginEvidence, Subject } from '../model/evidence.ts';
import { type After, nothingAfter, startAfter } from './after.ts';
import { distributionsOf } from './alarms.ts';
import { readDistribution } from './distribution.ts';
import { unavailable } from './observe.ts';
import { gatherOrigin } from './origin.ts';
import { noRecords, type Records, recordsOf } from './records.ts';
import type { Look } from './sources.ts';
import { gatherWhole, nothingWhole, type Whole } from './whole.ts';

/** Everything that can be seen of one distribution and of the origins that a behavior can reach. Never throws for what the world does. */
export async function gatherDistribution(look: Look, id: string, alarm?: Alarm): Promise<Evidence> {
  look.progress(`reading distribution ${id}`);
  const reading = readDistribution(look.aws, id, look.signal, look.limits.wholeMs);
  const whole = gatherWhole(look, id, reading, alarm);
  const after = startAfter(look, recordsOf(look, alarm), id, alarm);
  return gatherOrigins(look, { kind: 'distribution', id }, await reading, { whole, after }, alarm);
}

/** What is done about one distribution of an alarm: `gather` looks at it, if and when it shall be looked at. */
export type Each = (distributionId: string, gather: (look: Look) => Promise<Evidence>) => Promise<void>;

/**
 * Finds each distribution that an alarm is about and tells `each` of all, side by side. `contributorsSeen` are
 * distributions whose own events came along. Answers why there is nothing to examine, where there is nothing.
 */
export async function gatherAlarm(
  look: Look,
  alarm: Alarm,
  contributorsSeen: readonly string[],
  each: Each,
): Promise<string | undefined> {
  const scope = await distributionsOf(look.aws, alarm, contributorsSeen, look.signal).catch((error: unknown) =>
    unavailable(`the responder itself failed: ${String(error).slice(0, 200)}`),
  );
  if (scope.status === 'not-applicable') return scope.reason;
  if (scope.status === 'unavailable')
    await each(UNKNOWN.id, (now) => gatherOrigins(now, UNKNOWN, scope, nowhere(scope.reason), alarm));
  else await Promise.all(scope.value.map((id) => each(id, (now) => gatherDistribution(now, id, alarm))));
  return undefined;
}

/** An alarm fired and we could not find out for which distribution: people are told so, with the permission that is missing. */
const UNKNOWN = { kind: 'distribution', id: 'unknown' } as const satisfies Subject;

/** What AWS is asked beside the distribution itself: about each origin, about the whole, and about what is found (both under way already). */
export type Asked = { readonly whole: Promise<Whole> | Whole; readonly after: After };

/** For an examination that asks no AWS account. */
export function nowhere(reason: string): Asked {
  return { whole: nothingWhole(reason), after: nothingAfter(noRecords(reason), reason) };
}

/** The same for a distribution that is known already: the stand-in that the terminal builds around a single host. */
export async function gatherOrigins(
  look: Look,
  subject: Subject,
  distribution: Observation<Distribution>,
  { whole, after }: Asked,
  alarm?: Alarm,
): Promise<Evidence> {
  const looking = lookAtOrigins(look, distribution, after.records);
  const asking = looking.then((origins) => after.end({ distribution, origins }));
  const [origins, beside, last] = await Promise.all([looking, whole, asking]);
  const observations = { ...beside, ...last };
  const moment = look.clock.corrected(look.examinedAt);
  return { schemaVersion: 1, subject, ...(alarm && { alarm }), ...moment, distribution, observations, origins };
}

async function lookAtOrigins(
  look: Look,
  distribution: Observation<Distribution>,
  records: Records,
): Promise<OriginEvidence[]> {
  if (distribution.status !== 'observed' || !distribution.value.enabled) return [];
  const { value } = distribution;
  return Promise.all(
    reachableOrigins(value).map((origin) => gatherOrigin(look, records, origin, seenFrom(origin.id, value))),
  );
}
