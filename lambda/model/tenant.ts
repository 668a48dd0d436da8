/** The tenants of a multi-tenant distribution, as far as they were seen. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html */
export type Tenancy = {
  /** Those that are enabled, the one that was changed last first. */
  readonly tenants: readonly Tenant[];
  /** There are more than were listed, or some could not be listed: no name is known to be nobody's. */
  readonly isCut?: true;
  /** Parameters of the distribution that have a value of its own for tenants that give none. */
  readonly defaults: readonly Parameter[];
  /** What of the tenants was not seen, in words. */
  readonly unseen: readonly { readonly reason: string; readonly permission?: string }[];
};

/** A distribution tenant that is enabled. */
export type Tenant = {
  readonly id: string;
  readonly name: string;
  /** Lower case, at most five. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistributionTenant.html */
  readonly domains: readonly string[];
  /** ISO 8601; absent where it was not told. */
  readonly changedAt?: string;
  /** Those that an origin's name or path holds; absent where they were not read. */
  readonly parameters?: readonly Parameter[];
};

/** A value in the place of `{{name}}`. */
export type Parameter = { readonly name: string; readonly value: string };
