import type { Alarm } from './alarm.ts';
import type { Distribution, Origin } from './distribution.ts';
import type { Answer, Handshakes, Resolution } from './handshake.ts';
import type { Candidates, ListenerState, LoadBalancer, ManagedCertificate } from './load-balancer.ts';

/** Not having seen is a value. */
export type Observation<T> =
  | { readonly status: 'observed'; readonly value: T }
  /** We asked and could not see: denied, throttled, out of time, private network. `permission` is the IAM action that would lift it. */
  | { readonly status: 'unavailable'; readonly reason: string; readonly permission?: string }
  /** There is nothing to see. */
  | { readonly status: 'not-applicable'; readonly reason: string };

/** Everything that is looked at for one origin. */
export type Observed = {
  readonly resolution: Resolution;
  readonly handshakes: Handshakes;
  readonly answer: Answer;
  readonly loadBalancer: LoadBalancer;
  readonly listener: ListenerState;
  /** One for each ACM certificate on the listener, in the listener's order. */
  readonly certificates: readonly ManagedCertificate[];
  readonly candidates: Candidates;
};

export type Observations = { readonly [K in keyof Observed]: Observation<Observed[K]> };

export type OriginEvidence = { readonly origin: Origin; readonly observations: Observations };

/** What the diagnosis is about: a distribution, or (at the terminal) one host. */
export type Subject =
  | { readonly kind: 'distribution'; readonly id: string }
  | { readonly kind: 'origin'; readonly host: string };

/** The seam between looking and thinking: plain JSON; saved and read back it gives the identical diagnosis. */
export type Evidence = {
  readonly schemaVersion: 1;
  readonly subject: Subject;
  /** Absent when nobody's alarm asked: the terminal. */
  readonly alarm?: Alarm;
  /** ISO 8601, UTC: the moment against which every date is judged. */
  readonly examinedAt: string;
  readonly distribution: Observation<Distribution>;
  /** The origins that a behavior can reach, the default behavior's first. */
  readonly origins: readonly OriginEvidence[];
};
