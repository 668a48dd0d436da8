/** A change that somebody made and AWS wrote down. Words from outside are cut to a length, not cleaned. */
export type Change = {
  /** CloudTrail's own id of the event. Evidence that an older version saved lacks it. */
  readonly id?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `role deploy (session ci-1234)`, `user alice`, `the root user`, `autoscaling.amazonaws.com`. */
  readonly who: string;
  /** The API call: `ModifyListener`. */
  readonly what: string;
  /** What was asked about, as AWS names it: an ARN, an id or a name. */
  readonly resource: string;
  /** `elasticloadbalancing.amazonaws.com`. */
  readonly service: string;
  readonly region: string;
  /** Where that is another account than the function's. */
  readonly accountId?: string;
  /** A few harmless parameters: `sslPolicy ELBSecurityPolicy-TLS13-1-3-2021-06`; at most 4. */
  readonly details: readonly string[];
};

/** The moment against which changes are held, ISO 8601, and what happened then. */
export type Onset = { readonly at: string; readonly what: 'errors' | 'alarm' | 'examination' };

/** What was done to the resources on the way to the origins. Calls that failed or only read are left out. */
export type Changes = {
  /** ISO 8601: looked at from here on. */
  readonly from: string;
  /** ISO 8601: what is later may not have been written down yet. */
  readonly until: string;
  /** Newest first, each once. */
  readonly changes: readonly Change[];
  /** Why it is not all; absent where it is. `permission` is the IAM action that would lift it. */
  readonly unread?: { readonly reason: string; readonly permission?: string };
};
