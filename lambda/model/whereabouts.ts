/**
 * A record of a Route 53 zone that answers with the addresses of another name and never shows that name in DNS.
 * Names are lower case, without trailing dots. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export type AliasRecord = {
  /** The zone's id, without `/hostedzone/`. */
  readonly zoneId: string;
  readonly zoneName: string;
  /** As it stands in the zone: `*.example.com` where a wildcard answers. */
  readonly name: string;
  /** What the record leads to. */
  readonly target: string;
  /** Absent in what an older version saved. */
  readonly set?: RecordShape;
};

/** What a record must be written with where it is written again with another target. */
export type RecordShape = {
  /** `A` and `AAAA`, where both lead to the target. */
  readonly types: readonly ('A' | 'AAAA' | 'CNAME')[];
  /** Of an alias: the hosted zone of its target, and whether its health counts. */
  readonly alias?: { readonly zoneId: string; readonly evaluatesHealth: boolean };
  readonly ttlSeconds?: number;
  /** One of several by weight, place or health. */
  readonly routed?: true;
};

/** Why an origin's name has no address, by zones of the account. Whether public DNS is answered from them is not known. */
export type DeadRecord =
  | {
      readonly kind: 'leads-nowhere';
      /** In their order, at least one; the last leads to `target`, which has no address in public DNS. */
      readonly records: readonly AliasRecord[];
      readonly target: string;
      /** The target is a load balancer's name, and none has it: who was asked, a sentence without a full stop. */
      readonly gone?: string;
      /** The DNS name of another load balancer of the same name. */
      readonly namesake?: string;
    }
  | { readonly kind: 'missing'; readonly zoneId: string; readonly zoneName: string; readonly name: string };

/** Where alias records lead from an origin's name: the records in their order, at least one. Public DNS agrees with it. */
export type Alias = { readonly records: readonly AliasRecord[]; readonly target: string };

/** How a resource was found that DNS does not name. */
export type FoundBy =
  | { readonly kind: 'alias'; readonly record: AliasRecord }
  /** `address` is one of the origin's, and this network interface of the account has it. */
  | { readonly kind: 'address'; readonly address: string; readonly networkInterfaceId: string };

/**
 * Addresses that reverse DNS or the origin's own name puts into AWS, and that no network interface has in any account that was
 * asked: `why` says which, a sentence without a full stop.
 */
export type Unheld = {
  readonly addresses: readonly string[];
  readonly regions: readonly string[];
  readonly why: string;
};

/** A network interface that has one of the origin's public addresses. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export type NetworkInterface = {
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  /** The public address by which it was found. */
  readonly address: string;
  /** Absent where the address is lent by AWS for as long as the instance runs, present for an Elastic IP. */
  readonly allocationId?: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** `interface`, `network_load_balancer`, `nat_gateway`, … */
  readonly type: string;
  /** Whoever made it may write what they like; at most 255 characters. */
  readonly description: string;
  /** Whether an AWS service made it and keeps it. */
  readonly managed: boolean;
  readonly instanceId?: string;
  /** The role through which it was read, where it is in another account. */
  readonly assumedRole?: string;
};
