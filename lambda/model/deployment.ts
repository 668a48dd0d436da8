/** What a continuous deployment policy sends to a staging distribution, away from the primary one. */
export type Deployment = {
  readonly enabled: boolean;
  /** Domain names of the staging distribution, lower case; one, as of today. */
  readonly staging: readonly string[];
  /** A share of the requests, or those with a certain header. The header's value is not kept. */
  readonly sends:
    | { readonly kind: 'share'; readonly percent: number }
    | { readonly kind: 'header'; readonly name: string }
    | { readonly kind: 'nothing' };
};
