/** As CloudFront dials: IPv4 or IPv6. */
export type Family = 'ipv4' | 'ipv6';

/**
 * The security groups before a load balancer or an instance, reduced to what decides who may open a connection to it.
 * Looked at only where our own dials tell nothing of the port.
 */
export type SecurityGroups = {
  readonly region: string;
  /** The port that CloudFront dials. */
  readonly port: number;
  /** The address families in which no dial of ours came about: in these the rules must tell. */
  readonly families: readonly Family[];
  /** The families in which the origin answered us. */
  readonly answering: readonly Family[];
  readonly groups: readonly SecurityGroup[];
  /**
   * Behind a VPC origin: the groups that rules on the port name, as far as this account is shown them. Absent elsewhere, where a
   * rule for another group never means CloudFront.
   */
  readonly carriers?: readonly { readonly id: string; readonly name: string }[];
  /** What they stand before, where that is no load balancer. */
  readonly before?: Gated;
  /** CloudFront's own lists and those that the rules name, as far as they were needed and could be read. */
  readonly prefixLists: readonly PrefixList[];
  /** Why a prefix list or its entries are missing; absent where none is. `permission` is the IAM action that would lift it. */
  readonly unread?: { readonly reason: string; readonly permission?: string };
};

/** An instance, or another network interface, behind security groups. */
export type Gated = {
  /** `instance i-0abc…`, `network interface eni-0abc…`. */
  readonly name: string;
  /** Those of the origin's addresses that it has; empty where nobody but CloudFront dials it. */
  readonly addresses: readonly string[];
  /** How many addresses of the origin were dialled, these among them. */
  readonly dialled: number;
};

export type SecurityGroup = {
  readonly id: string;
  readonly name: string;
  readonly vpcId?: string;
  /** Inbound rules that let TCP through, those for the dialled port first. */
  readonly rules: readonly InboundRule[];
  /** There are more rules for the dialled port, or more sources of one, than are kept. */
  readonly cut?: true;
};

/** Who may connect to the ports from `fromPort` to `toPort`, both included; every port is 0 to 65535. */
export type InboundRule = {
  readonly fromPort: number;
  readonly toPort: number;
  /** IPv4 and IPv6, as AWS writes them. */
  readonly cidrs: readonly string[];
  readonly prefixListIds: readonly string[];
  /** Other security groups: whoever carries one may connect, from inside the network. */
  readonly groupIds: readonly string[];
};

/** A named list of address ranges, of AWS or of an account's own. */
export type PrefixList = {
  readonly id: string;
  readonly name: string;
  readonly isOfAws: boolean;
  readonly family: Family;
  /** Absent where they were not needed or could not be read. */
  readonly entries?: readonly string[];
  /** There are more entries than were read. */
  readonly cut?: true;
};
