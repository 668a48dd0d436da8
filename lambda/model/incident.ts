import type { Onset } from './change.ts';
import type { Conclusion } from './diagnosis.ts';
import type { Certainty, Witness } from './finding.ts';

/** The little that is kept of a diagnosis, to tell later what has changed. No evidence, no secret; every string and list is bounded. */
export type Digest = {
  readonly conclusion: Conclusion['kind'];
  /** Of the leading finding; absent where there is none. */
  readonly ruleId?: string;
  readonly certainty?: Certainty;
  readonly originId?: string;
  readonly witness?: Witness;
  /** One sentence without a full stop. */
  readonly title: string;
  /** Addresses or names that fail, in words for a reader. */
  readonly failing: readonly string[];
  /** Every cause that was found, the leading one first; see `causesOf`. */
  readonly causes: readonly string[];
  /** What the origin served; the one of the default behavior, where there is no finding. */
  readonly served?: Served;
  /** When the errors began, as far as it was known; absent in what an older version wrote. */
  readonly onset?: Onset;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
};

/** A certificate that an origin served, in few words. */
export type Served = {
  readonly fingerprint: string;
  readonly serial: string;
  readonly notAfter: string;
  /** As in `Certificate`; absent in what an older version wrote. */
  readonly issuer?: string;
  readonly key?: string;
  /** When it was seen, ISO 8601; looks that saw none leave it as it is. */
  readonly seenAt?: string;
  /** The origin that served it. */
  readonly originId?: string;
  /** Fingerprints of others that were served there as well, then or before; at most 8. */
  readonly also?: readonly string[];
};

/** One certificate in the place of another. `since`: when the one before was seen, ISO 8601. */
export type Replaced = { readonly before: Served; readonly now: Served; readonly since: string };

/** How it ended: the fault is gone; the alarm is quiet and the fault is still there; the alarm is quiet and we never knew, or cannot see, why. */
export type Ending = 'recovered' | 'still-there' | 'by-itself';

/** Alarms with one cause. Times are ISO 8601 in UTC; lists are in no order. */
export type Incident = {
  /** A short hash of the cause: the same cause has the same id, whenever it comes. */
  readonly id: string;
  /** Tells one course of the incident from an earlier one with the same cause. */
  readonly openedAt: string;
  /** When the last of its alarms was quiet and people were told; absent while it is open. */
  readonly closedAt?: string;
  readonly ending?: Ending;
  readonly distributions: readonly string[];
  /** Alarms in ALARM, as `alarmIdOf` names them. */
  readonly ringing: readonly string[];
  /** Every cause found at any of its distributions. */
  readonly causes: readonly string[];
  /** How many distributions people know of; 0 until the first message is out. */
  readonly told: number;
  /** The causes that people know of. */
  readonly causesTold: readonly string[];
  /** The changes that people know of, as `changeKey` names them. */
  readonly changesTold: readonly string[];
  /** How often it closed and came back within the time that counts as one incident. */
  readonly comebacks: number;
  readonly comebacksTold: number;
  /** How many times it was looked at again since it was opened or came back. */
  readonly looks: number;
  /** When it was opened or came back: looking again begins there. */
  readonly since: string;
  /** The distribution that was told first. */
  readonly example: string;
  /** What was found first, and at the last look. */
  readonly digest: Digest;
  readonly latest: Digest;
};

/** One alarm of one distribution that has been examined. */
export type Arrival = {
  readonly incidentId: string;
  readonly distribution: string;
  /** As `alarmIdOf` names it. */
  readonly alarm: string;
  readonly digest: Digest;
  /** The changes that were known, as `changeKey` names them. */
  readonly changes: readonly string[];
};

/** What people must be told before an arrival may be acknowledged. `count`: distributions, or comebacks. */
export type Due =
  | { readonly kind: 'diagnosis' }
  | { readonly kind: 'joined'; readonly count: number }
  | { readonly kind: 'back-again'; readonly count: number }
  | { readonly kind: 'changed'; readonly causes: readonly string[] };

/** What is remembered of one alarm. */
export type KnownAlarm = {
  readonly incidents: readonly string[];
  /** When it last went to ALARM and to OK, as far as we heard. */
  readonly alarmAt?: string;
  readonly okAt?: string;
};
