/** What can be asked for. */
export type CommandName = 'origin' | 'distribution' | 'event' | 'replay';

/** One origin as a distribution would hold it. */
export type OriginOptions = {
  /** Lower case, ASCII, no trailing dot. */
  readonly host: string;
  readonly port: number;
  /** Host headers that viewers send and a behavior forwards; empty where Host is not forwarded. */
  readonly hostHeaders: readonly string[];
  /** `OriginSslProtocols`. */
  readonly protocols: readonly string[];
  readonly policy: 'https-only' | 'match-viewer' | 'http-only';
  /** CloudFront dials IPv4 unless told otherwise; `dualstack` where an IPv6 address is to be dialled. */
  readonly addressType: 'ipv4' | 'dualstack';
};

/** Where and how to look. */
export type Surroundings = {
  /** DNS server, `192.0.2.1:53` or `[2001:db8::1]:53`. */
  readonly resolver?: string;
  /** PEM file. */
  readonly trustAnchors?: string;
  readonly allowPrivateAddresses: boolean;
  readonly timeoutSeconds?: number;
  /** File to save the evidence to. */
  readonly evidence?: string;
  readonly profile?: string;
  /** Where an origin's address is looked for whose Region reverse DNS does not tell. */
  readonly regions: readonly string[];
  /** Roles in other accounts: ARNs, and a name that all of them have. */
  readonly memberRoles: readonly string[];
  readonly memberRoleName?: string;
  readonly externalId?: string;
  /** Addresses that every name resolves to. */
  readonly connectTo: readonly string[];
};

/** How to answer. */
export type Output = { readonly json: boolean; readonly colour: boolean };

/** A command line, understood. */
export type Command =
  | { readonly kind: 'help'; readonly about?: CommandName }
  | { readonly kind: 'version' }
  | (Output & { readonly kind: 'origin'; readonly origin: OriginOptions; readonly surroundings: Surroundings })
  | (Output & { readonly kind: 'distribution'; readonly id: string; readonly surroundings: Surroundings })
  | (Output & { readonly kind: 'event'; readonly path: string; readonly surroundings: Surroundings })
  | (Output & { readonly kind: 'replay'; readonly path: string });

/** Something that the person at the keyboard can mend: what came, what was wanted, what to type instead. Caught by `run`. */
export class Complaint extends Error {}
