import type { Tenancy } from './tenant.ts';

/** A CloudFront distribution, reduced to what decides how an origin is dialled. */
export type Distribution = {
  readonly id: string;
  /** Absent in what an older version saved, and for the stand-in of the terminal. */
  readonly arn?: string;
  /** `d111111abcdef8.cloudfront.net`; empty for the stand-in that the terminal builds around a single origin. */
  readonly domainName: string;
  /** Alternate domain names, lower case, wildcards (`*.example.com`) included. */
  readonly aliases: readonly string[];
  readonly enabled: boolean;
  /** `Deployed` or `InProgress`. */
  readonly status: string;
  readonly staging: boolean;
  /** In CloudFront's order of precedence; the default behavior is last. */
  readonly behaviors: readonly Behavior[];
  /** Every configured origin, reachable or not. */
  readonly origins: readonly Origin[];
  readonly originGroups: readonly OriginGroup[];
  /** The continuous deployment policy that sends a part of the requests elsewhere; on the primary distribution alone. */
  readonly deploymentPolicyId?: string;
  /** Absent in what an older version saved, and where nobody said anything about errors. */
  readonly errorResponses?: readonly ErrorResponse[];
  /** Of a multi-tenant distribution alone: viewers come to its tenants, and to no name of its own. `aliases` are then the domains of its tenants. */
  readonly tenancy?: Tenancy;
};

/** What CloudFront was told to do with one error code of an origin. */
export type ErrorResponse = {
  readonly code: number;
  /** `ErrorCachingMinTTL`; absent: CloudFront's own 10 seconds. */
  readonly cachedSeconds?: number;
  /** The code that viewers get in its place; absent: the same. */
  readonly answeredWith?: number;
};

export type Behavior = {
  /** `*` for the default behavior. */
  readonly pathPattern: string;
  readonly isDefault: boolean;
  /** Id of an origin or of an origin group. */
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only';
  /** HTTP methods that go to the origin; absent in what an older version saved. */
  readonly methods?: readonly string[];
  readonly hostForwarding: HostForwarding;
  readonly edgeFunctions: readonly EdgeFunction[];
};

/** Whether the viewer's Host header goes on to the origin, and what decides it. */
export type HostForwarding =
  | {
      readonly kind: 'forwarded';
      readonly by: 'origin-request-policy' | 'cache-policy' | 'forwarded-values';
      readonly policyId?: string;
      readonly policyName?: string;
      /** The cache policy, where it forwards Host beside the origin request policy. */
      readonly alsoBy?: { readonly policyId: string; readonly policyName?: string };
      /** The origin request policy, where it leaves Host out and the cache policy sends it all the same. */
      readonly despite?: { readonly policyId: string; readonly policyName?: string };
    }
  | { readonly kind: 'not-forwarded' }
  /** A policy could not be read. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly permission?: string };

export type EdgeFunction = {
  readonly kind: 'cloudfront-function' | 'lambda-at-edge';
  readonly eventType: 'viewer-request' | 'viewer-response' | 'origin-request' | 'origin-response';
  readonly arn: string;
  /** Whether it can send the request to another origin than the configured one; `unknown` where its code was not read. */
  readonly changesOrigin: 'yes' | 'no' | 'unknown';
  /** The IAM action that would let its code be read, where that was denied. */
  readonly permission?: string;
  /** Why its code was not read, where reading it was tried. */
  readonly reason?: string;
  /** Ids of the origins that its code is seen to select; absent: none. */
  readonly selects?: readonly string[];
  /** It also selects origins that its text does not tell. */
  readonly computes?: true;
};

/** Two origins, tried in order. `failoverCodes` are HTTP status codes. */
export type OriginGroup = {
  readonly id: string;
  readonly members: readonly string[];
  readonly failoverCodes: readonly number[];
};

export type Origin = {
  readonly id: string;
  /** As configured, lower case, without a trailing dot. */
  readonly domainName: string;
  /** `OriginPath`: empty or `/path`. */
  readonly path: string;
  readonly kind: OriginKind;
  readonly connection: OriginConnection;
  readonly connectionAttempts: number;
  readonly connectionTimeoutSeconds: number;
  /** Names only: the values often hold a shared secret and are dropped in the mapping. */
  readonly customHeaderNames: readonly string[];
  /** The CloudFront Function whose code makes this origin up; absent for a configured one. */
  readonly byFunction?: string;
  /** The configured origin that tenants' values make this one of; absent for a configured one. */
  readonly ofTenants?: TenantsOrigin;
};

/** An origin whose domain name is what tenants' values make of a configured one's. */
export type TenantsOrigin = {
  /** Id of the configured origin. */
  readonly originId: string;
  /** Its domain name as configured, parameters in double braces. */
  readonly template: string;
  /** Ids of the tenants that are sent there; never empty. */
  readonly tenantIds: readonly string[];
};

/** What stands behind the domain name, as far as the name itself tells. */
export type OriginKind =
  | 'load-balancer'
  | 'network-load-balancer'
  | 'api-gateway'
  | 'function-url'
  | 's3'
  | 's3-website'
  | 'media'
  | 'ec2'
  | 'cloudfront'
  | 'amplify'
  | 'other';

export type OriginConnection =
  | ({
      readonly type: 'custom';
      readonly addressType: 'ipv4' | 'ipv6' | 'dualstack';
      readonly clientCertificateArn?: string;
    } & CustomConnection)
  | { readonly type: 's3' }
  | ({
      readonly type: 'vpc';
      readonly vpcOriginId: string;
      readonly endpointArn?: string;
      /** `Deployed` where CloudFront can use it; absent where it was not read. */
      readonly status?: string;
      /** Present where its settings could not be read: ports and protocols are then CloudFront's defaults. */
      readonly unread?: { readonly reason: string; readonly permission?: string };
    } & CustomConnection);

export type CustomConnection = {
  readonly protocolPolicy: 'http-only' | 'match-viewer' | 'https-only';
  readonly httpPort: number;
  readonly httpsPort: number;
  /** `OriginSslProtocols`: of `SSLv3 TLSv1 TLSv1.1 TLSv1.2`. */
  readonly sslProtocols: readonly string[];
  readonly readTimeoutSeconds: number;
};
