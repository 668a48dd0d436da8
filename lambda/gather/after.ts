import { setMaxListeners } from 'node:events';
import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { Alarm } from '../model/alarm.ts';
import type { DistributionObservations, Observation } from '../model/evidence.ts';
import { ofBalancer, touchedOn, untouched, type Way } from '../touched.ts';
import { EventHistory } from './changes.ts';
import { notApplicable, observed } from './observe.ts';
import { readOwners } from './owners.ts';
import type { AccountRecords, Records } from './records.ts';
import type { Look } from './sources.ts';

/** What is asked about the resources that are found on the way to the origins. */
export type Afterwards = Pick<DistributionObservations, 'changes' | 'owners'>;

/** Begins when a resource is found, ends when the whole way is known. */
export type After = {
  /** The same records, which tell of the resources that they find. */
  readonly records: Records;
  end(way: Way): Promise<Afterwards>;
};

/**
 * What was done to the resources on the way, and who owns them. Each is asked about while the others are looked for; once the whole
 * way is known, what is left has a deadline of its own: a message never waits longer for it. Never throws.
 */
export function startAfter(look: Look, records: Records, id: string, alarm?: Alarm): After {
  const { aws, limits, examinedAt: now } = look;
  const late = new AbortController();
  const signal = AbortSignal.any([look.signal, late.signal]);
  setMaxListeners(0, signal);
  const time = { now, ...(alarm && { alarmAt: alarm.changedAt }) };
  const history = new EventHistory(aws, time, { signal, gapMs: limits.lookUpGapMs });
  history.ask([{ region: CLOUDFRONT_REGION, name: id }]);
  return {
    records: watched(records, history),
    end: async (way) => {
      const timer = setTimeout(() => late.abort(), limits.afterMs);
      const touched = touchedOn(way);
      history.ask(touched);
      const [changes, owners] = await Promise.all([history.told(), readOwners(aws, touched, signal)]);
      clearTimeout(timer);
      const unread = untouched(way);
      return { changes: inPart(changes, unread), owners: inPart(owners, unread) };
    },
  };
}

type Unread = { readonly reason: string; readonly permission?: string };

/** Says that it is not all, where it does not say so already. */
function inPart<T extends { readonly unread?: Unread }>(seen: Observation<T>, unread?: Unread): Observation<T> {
  if (seen.status !== 'observed' || !unread || seen.value.unread) return seen;
  return { ...seen, value: { ...seen.value, unread } };
}

/** A listener and what hangs on it are known long before every dial has ended. */
function watched(records: Records, history: EventHistory): Records {
  const own = watchedIn(records, history);
  return {
    ...records,
    ...own,
    of: async (owned) => (owned.assumedRole ? records.of(owned) : { ...(await records.of(owned)), ...own }),
  };
}

function watchedIn(records: AccountRecords, history: EventHistory): Pick<AccountRecords, 'listener'> {
  return {
    listener: async (loadBalancer, port) => {
      const listener = await records.listener(loadBalancer, port);
      history.ask(ofBalancer({ loadBalancer: observed(loadBalancer), listener }));
      return listener;
    },
  };
}

/** For an examination that asks no AWS account. */
export function nothingAfter(records: Records, reason: string): After {
  const none = notApplicable(reason);
  return { records, end: async () => ({ changes: none, owners: none }) };
}
