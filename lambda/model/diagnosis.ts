import type { Alarm } from './alarm.ts';
import type { Subject } from './evidence.ts';
import type { Finding } from './finding.ts';

export type Conclusion =
  | { readonly kind: 'root-cause'; readonly primary: Finding; readonly also: readonly Finding[] }
  /** TLS is sound; the origin itself answers 5xx. */
  | { readonly kind: 'origin-answered'; readonly primary: Finding; readonly also: readonly Finding[] }
  /** Everything that decides was seen, and nothing is wrong with it. */
  | { readonly kind: 'no-fault-found' }
  /** Too little was seen to say; `reason` says what stood in the way. */
  | { readonly kind: 'inconclusive'; readonly reason: string };

/** Something we could not see. */
export type BlindSpot = {
  /** What: an origin id with the kind of evidence, or the distribution. */
  readonly subject: string;
  readonly reason: string;
  /** Ids of the rules that could not be judged for want of it. */
  readonly unjudged: readonly string[];
  /** The IAM action that would lift it, e.g. `acm:DescribeCertificate`. */
  readonly grant?: string;
};

export type Diagnosis = {
  readonly schemaVersion: 1;
  readonly subject: Subject;
  readonly alarm?: Alarm;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
  readonly conclusion: Conclusion;
  /** Unusual, worth a line, not why. */
  readonly notices: readonly Finding[];
  /** Rules that were judged for every origin they apply to and found nothing; at least one origin each. */
  readonly ruledOut: readonly { readonly ruleId: string; readonly title: string }[];
  readonly blindSpots: readonly BlindSpot[];
};
