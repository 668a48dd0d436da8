/** What keeps a resource as it is described elsewhere, as its tags tell. */
export type Keeper =
  /** CloudFormation writes these tags itself; nobody else can. `cdk`: the logical id looks like one that CDK makes. */
  | {
      readonly kind: 'cloudformation';
      readonly stack: string;
      readonly logicalId?: string;
      readonly cdk?: true;
    }
  /** `tag` is `key=value`: people tag as they like, so it only says so. */
  | { readonly kind: 'terraform' | 'pulumi'; readonly tag: string }
  /** The AWS Load Balancer Controller; `object` is the ingress, its group or the service, where a tag names it. */
  | { readonly kind: 'kubernetes'; readonly cluster: string; readonly object?: string }
  | { readonly kind: 'beanstalk'; readonly environment: string };

/** One resource that something else owns. */
export type Owner = { readonly arn: string; readonly keeper: Keeper };

/** Who owns the resources that a remedy may change; a resource that is not listed shows no sign of an owner. */
export type Owners = {
  readonly owners: readonly Owner[];
  /** Why not every resource was looked at; absent where each was. */
  readonly unread?: { readonly reason: string; readonly permission?: string };
};

/** Where the leading finding's remedy would change what something else owns. */
export type Owned = Owner & {
  /** The resource that the remedy changes carries no tag itself; `arn` is the load balancer that it belongs to. */
  readonly partOf?: true;
  /** What to change there, e.g. `Certificates of AWS::ElasticLoadBalancingV2::Listener`. */
  readonly property: string;
};
