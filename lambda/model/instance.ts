/** An EC2 instance, reduced to whether it runs and who may connect. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
export type Instance = {
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  /** `pending running stopping stopped shutting-down terminated`; the last too where EC2 no longer knows it. */
  readonly state: string;
  /** Why it came into this state, in EC2's words; at most 255 characters. */
  readonly reason?: string;
  /** When it did, ISO 8601, where those words tell. */
  readonly since?: string;
  /** Of its first network interface; at most 16. */
  readonly securityGroupIds: readonly string[];
  readonly vpcId?: string;
  /** The role through which it was read, where it is in another account. */
  readonly assumedRole?: string;
};

/** Instances behind an origin, where nothing answered or nothing could be dialled. */
export type Instances = {
  /** At least one. `address`: the one of the origin's that it has; absent behind a VPC origin. */
  readonly found: readonly (Instance & { readonly address?: string })[];
  /** How many addresses of the origin were dialled; 0 behind a VPC origin. */
  readonly dialled: number;
};
