import { setMaxListeners } from 'node:events';
import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { Alarm } from '../model/alarm.ts';
import type { DistributionObservations } from '../model/evidence.ts';
import { ofApiDomain, ofBalancer, touchedOn, type Way } from '../touched.ts';
import type { AccountRecords } from './account-records.ts';
import { EventHistory } from './changes.ts';
import { notApplicable, observed } from './observe.ts';
import { readOwners } from './owners.ts';
import type { Records } from './records.ts';
import type { Look } from './sources.ts';
import { askThere } from './there.ts';

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
  const { limits, examinedAt: now } = look;
  const late = new AbortController();
  const signal = AbortSignal.any([look.signal, late.signal]);
  setMaxListeners(0, signal);
  const time = { now, ...(alarm && { alarmAt: alarm.changedAt }) };
  const ask = askThere({ ...look, signal });
  const history = new EventHistory(ask, time, { signal, gapMs: limits.lookUpGapMs });
  history.ask([{ region: CLOUDFRONT_REGION, name: id }]);
  return {
    records: watched(records, history),
    end: async (way) => {
      const timer = setTimeout(() => late.abort(), limits.afterMs);
      const touched = touchedOn(way, history.from);
      history.ask(touched);
      const [changes, owners] = await Promise.all([history.told(), readOwners(ask, touched, signal)]);
      clearTimeout(timer);
      return { changes, owners };
    },
  };
}

/** What holds the certificate is known long before every dial has ended. */
function watched(records: Records, history: EventHistory): Records {
  return {
    ...records,
    ...watchedIn(records, history),
    apiDomain: async (names, asked) => {
      const apiDomain = await records.apiDomain(names, asked);
      history.ask(ofApiDomain({ apiDomain }));
      return apiDomain;
    },
    of: async (owned) => {
      const there = await records.of(owned);
      return { ...there, ...watchedIn(there, history) };
    },
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
