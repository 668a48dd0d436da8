import type { OriginFixture, OriginGroupFixture } from '../fixture/cloudfront.ts';
import type { Wire } from '../wire/value.ts';
import { counted } from './counted.ts';

/** `Origin`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
export function originOf(origin: OriginFixture): Wire {
  const headers = Object.entries(origin.customHeaders ?? {});
  return {
    Id: origin.id,
    DomainName: origin.domainName,
    OriginPath: origin.path ?? '',
    CustomHeaders: counted(
      'OriginCustomHeader',
      headers.map(([name, value]) => ({ HeaderName: name, HeaderValue: value })),
    ),
    ...kindOf(origin),
    ConnectionAttempts: origin.connectionAttempts ?? 3,
    ConnectionTimeout: origin.connectionTimeoutSeconds ?? 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: origin.originAccessControlId ?? '',
  };
}

function kindOf(origin: OriginFixture): { readonly [member: string]: Wire } {
  const timeouts = { OriginReadTimeout: origin.readTimeoutSeconds ?? 30, OriginKeepaliveTimeout: 5 };
  if (origin.s3) return { S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: timeouts.OriginReadTimeout } };
  if (origin.vpcOriginId) return { VpcOriginConfig: { VpcOriginId: origin.vpcOriginId, ...timeouts } };
  return {
    CustomOriginConfig: {
      ...endpointOf(origin),
      ...timeouts,
      IpAddressType: origin.addressType,
      OriginMtlsConfig: origin.clientCertificateArn ? { ClientCertificateArn: origin.clientCertificateArn } : undefined,
    },
  };
}

/** Ports and protocols, which a custom origin and a VPC origin tell alike. */
export function endpointOf(endpoint: {
  readonly protocolPolicy?: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly sslProtocols?: readonly string[];
}): { readonly [member: string]: Wire } {
  return {
    HTTPPort: endpoint.httpPort ?? 80,
    HTTPSPort: endpoint.httpsPort ?? 443,
    OriginProtocolPolicy: endpoint.protocolPolicy ?? 'https-only',
    OriginSslProtocols: counted('SslProtocol', endpoint.sslProtocols ?? ['TLSv1.2']),
  };
}

/** `OriginGroup`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginGroup.html */
export function originGroupOf(group: OriginGroupFixture): Wire {
  return {
    Id: group.id,
    FailoverCriteria: { StatusCodes: counted('StatusCode', group.codes ?? [500, 502, 503, 504]) },
    Members: counted(
      'OriginGroupMember',
      group.members.map((origin) => ({ OriginId: origin })),
    ),
    SelectionCriteria: 'default',
  };
}
