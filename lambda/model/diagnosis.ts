import type { Alarm } from './alarm.ts';
import type { Change } from './change.ts';
import type { Subject } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Owned } from './owner.ts';

export type Conclusion =
  | { readonly kind: 'root-cause'; readonly primary: Finding; readonly also: readonly Finding[] }
  /** TLS is sound; the origin itself answers 5xx. */
  | { readonly kind: 'origin-answered'; readonly primary: Finding; readonly also: readonly Finding[] }
  /** Only hosts fail that nobody serves: viewers of the sites do not meet the errors. */
  | { readonly kind: 'noise'; readonly primary: Finding; readonly also: readonly Finding[] }
  /** Everything that decides was seen, and nothing is wrong with it. */
  | { readonly kind: 'no-fault-found' }
  /** Too little was seen to say; `reason` says what stood in the way. */
  | { readonly kind: 'inconclusive'; readonly reason: string };

/** A code's share of all 5xx, in percent; `other` is whatever is none of the three that CloudFront counts apart. */
export type CodeShare = { readonly code: '502' | '503' | '504' | 'other'; readonly percent: number };

/** When viewers got errors and how many, by CloudFront's own metrics. */
export type Impact = {
  /** The first bad minute, ISO 8601 in UTC. */
  readonly since: string;
  /** The first minute that was looked at was bad already. */
  readonly orEarlier: boolean;
  /** The first good minute after the last bad one; absent while errors go on. */
  readonly until?: string;
  /** Of viewer requests, in the last bad minutes. */
  readonly percent: number;
  readonly requestsPerMinute?: number;
  /** Most first, only those of 5 % and more; absent where CloudFront does not count them apart. */
  readonly codes?: readonly CodeShare[];
};

/** Something we could not see. */
export type BlindSpot = {
  /** What: an origin id with the kind of evidence, or the distribution. */
  readonly subject: string;
  readonly reason: string;
  /** Ids of the rules that could not be judged for want of it. */
  readonly unjudged: readonly string[];
  /** The IAM action that would lift it, e.g. `acm:DescribeCertificate`. */
  readonly grant?: string;
  /** What it is needed on, where that is another account's: an ARN. */
  readonly resource?: string;
};

export type Diagnosis = {
  readonly schemaVersion: 1;
  readonly subject: Subject;
  readonly alarm?: Alarm;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
  readonly conclusion: Conclusion;
  /** Absent where CloudFront counted no errors, or its metrics could not be seen. */
  readonly impact?: Impact;
  /** What was done to the resources on the way, the nearest before the errors began first; absent where nothing was, or it could not be seen. */
  readonly changes?: readonly Change[];
  /** Who owns what the leading finding's remedy would change; absent where nobody is known to. */
  readonly owned?: Owned;
  /** Unusual, worth a line, not why. */
  readonly notices: readonly Finding[];
  /** Rules that were judged for every origin they apply to and found nothing; at least one origin each. */
  readonly ruledOut: readonly { readonly ruleId: string; readonly title: string }[];
  readonly blindSpots: readonly BlindSpot[];
};
