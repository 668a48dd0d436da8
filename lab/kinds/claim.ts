import type { Observed, OriginEvidence } from '../../lambda/model/evidence.ts';

/** What README claims of a kind of origin, in its words, and the case of the lab that shows it. */
export type Claim = { readonly what: string; readonly case: string } & (
  | {
      /** That this was read of the origin; `holds`: a piece of its JSON. */
      readonly seen: keyof Observed;
      readonly holds?: string;
    }
  /** That this rule told of the origin. */
  | { readonly found: string }
  /** That nothing was read, or decided. */
  | { readonly nothing: true }
);

/** One row of README's table of origins. */
export type OriginRow = {
  readonly origin: string;
  /** Whether an origin that was looked at is of this kind. */
  is(seen: OriginEvidence): boolean;
  /** What AWS's records and DNS add to the dial. */
  readonly read: readonly Claim[];
  /** What they decide where no dial is answered. */
  readonly decided: readonly Claim[];
};

/** Read of the origin: `holds` is a piece of its JSON. */
export const seen = (what: string, id: string, field: keyof Observed, holds?: string): Claim => ({
  ...{ what, case: id, seen: field },
  ...(holds && { holds }),
});
/** Told of the origin by a rule. */
export const found = (what: string, id: string, rule = id): Claim => ({ what, case: id, found: rule });
/** Nothing read, or nothing decided. */
export const nothing = (id: string): Claim => ({ what: 'nothing', case: id, nothing: true });

/** The load balancer that was found behind the origin. */
export const balancerOf = ({ observations: { loadBalancer } }: OriginEvidence) =>
  loadBalancer.status === 'observed' ? loadBalancer.value : undefined;
/** The custom domain name of API Gateway that was found behind the origin. */
export const domainOf = ({ observations: { apiDomain } }: OriginEvidence) =>
  apiDomain.status === 'observed' ? apiDomain.value : undefined;
/** Whether CloudFront reaches it over the internet, by settings of the origin's own. */
export const isCustom = ({ origin }: OriginEvidence) => origin.connection.type === 'custom';
