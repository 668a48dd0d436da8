/** A custom domain name of API Gateway, before a REST, HTTP or WebSocket API. https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html */
export type ApiDomain = {
  /** May be a wildcard, `*.example.com`. */
  readonly name: string;
  readonly region: string;
  /** The account that has it, and the role through which it was read there; absent where that is the function's own. */
  readonly accountId?: string;
  readonly assumedRole?: string;
  /** `d-abcdef1234.execute-api.region.amazonaws.com`, which the name leads to in DNS; `d….cloudfront.net` for an edge-optimized one. */
  readonly endpoint: string;
  /** A distribution that API Gateway keeps stands before it. Absent for a Regional one. */
  readonly edge?: true;
  /** `AVAILABLE UPDATING PENDING PENDING_CERTIFICATE_REIMPORT PENDING_OWNERSHIP_VERIFICATION FAILED` */
  readonly status: string;
  /** `TLS_1_2`, `SecurityPolicy_TLS13_1_3_2025_09`, … */
  readonly securityPolicy: string;
  /** The one certificate that it shows; always of ACM: in the domain name's Region, of an edge-optimized one in us-east-1. */
  readonly certificateArn?: string;
  /** Present where clients must show a certificate that this list of authorities in S3 trusts. */
  readonly trustStore?: string;
};
