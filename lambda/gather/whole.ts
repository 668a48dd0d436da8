import { setMaxListeners } from 'node:events';
import type { Alarm } from '../model/alarm.ts';
import type { Distribution } from '../model/distribution.ts';
import type { DistributionObservations, Observation } from '../model/evidence.ts';
import { readAccessLog, windowAround } from './access-log.ts';
import { readDeployment } from './deployment.ts';
import { readEdgeErrors } from './edge-errors.ts';
import { stretchAround } from './metrics.ts';
import { notApplicable } from './observe.ts';
import type { Look } from './sources.ts';
import { readMonitoring, readTraffic } from './traffic.ts';

/** What is asked from the start. */
export type Whole = Omit<DistributionObservations, 'changes' | 'owners'>;

const LOGS_OFF = notApplicable('reading access logs is switched off');
const UNREAD = notApplicable('the distribution was not read');

/**
 * Everything that belongs to the distribution as a whole, all side by side. Most of it needs the distribution's id alone, so it is
 * asked while the distribution is read, and has a deadline of its own: a message never waits longer for it. Never throws.
 */
export async function gatherWhole(
  look: Look,
  id: string,
  distribution: Promise<Observation<Distribution>>,
  alarm?: Alarm,
): Promise<Whole> {
  const { aws } = look;
  const signal = AbortSignal.any([look.signal, AbortSignal.timeout(look.limits.wholeMs)]);
  setMaxListeners(0, signal);
  const stretch = stretchAround(alarm?.changedAt, look.examinedAt);
  const counting = readTraffic(aws, id, stretch, signal);
  const [traffic, monitoring, accessLog, edgeErrors, deployment] = await Promise.all([
    counting,
    readMonitoring(aws, id, counting, signal),
    look.world.logs ? readAccessLog(aws, id, windowAround(alarm?.changedAt, look.examinedAt), signal) : LOGS_OFF,
    distribution.then((seen) =>
      seen.status === 'observed' ? readEdgeErrors(aws, seen.value, stretch, signal) : UNREAD,
    ),
    distribution.then((seen) => (seen.status === 'observed' ? readDeployment(aws, seen.value, signal) : UNREAD)),
  ]);
  return { traffic, monitoring, accessLog, edgeErrors, deployment };
}

/** For an examination of what is no distribution of an account, or of none that is known. */
export function nothingWhole(reason: string): Whole {
  const none = notApplicable(reason);
  return { traffic: none, monitoring: none, accessLog: none, edgeErrors: none, deployment: none };
}
