/** What stands behind a load balancer, and whether it is fit to be sent requests. */
export type Targets = {
  /** Those that the listener's default action forwards to first; bounded. */
  readonly groups: readonly TargetGroup[];
  /** Whether these are all groups of the load balancer. */
  readonly isWhole: boolean;
  /** The 502, 503 or 504 that the load balancer itself answered us with; absent where nothing could be dialled. */
  readonly answered?: number;
};

/** One group of targets, or the instances of a classic load balancer, which has no groups: then `arn` and `name` are the load balancer's. */
export type TargetGroup = {
  readonly arn: string;
  readonly name: string;
  readonly of?: 'instances';
  /** `HTTP HTTPS TCP …`; absent for a group of Lambda functions. */
  readonly protocol?: string;
  /** Whether the listener's default action sends requests to it. */
  readonly byDefault: boolean;
  /** For a sentence: `HTTP on port 8080, path /health, expecting 200`. */
  readonly healthCheck: string;
  /** How many targets are in each state: `healthy unhealthy initial draining unused unavailable unhealthy.draining`; of instances `healthy OutOfService unavailable`. */
  readonly states: Readonly<Record<string, number>>;
  /** The targets that are not healthy, the first of them, with AWS's reason code and words. */
  readonly unfit: readonly Unfit[];
  /** Why its targets could not be seen; `states` and `unfit` are then empty. */
  readonly unread?: { readonly reason: string; readonly permission?: string };
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export type Unfit = {
  /** An instance id, an address, or the ARN of a function or of another load balancer. */
  readonly id: string;
  readonly port?: number;
  readonly state: string;
  /** `Target.Timeout`, … */
  readonly reason?: string;
  readonly description?: string;
};
