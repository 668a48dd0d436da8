import type { CustomOriginConfig, Origin as RawOrigin } from '@aws-sdk/client-cloudfront';
import { originKind } from '../cloudfront/origin-kind.ts';
import type { Origin, OriginConnection } from '../model/distribution.ts';
import { DEFAULT_READ_TIMEOUT_SECONDS, type VpcOrigins, vpcConnection } from './vpc-origin.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
const DEFAULT_ATTEMPTS = 3;
const DEFAULT_CONNECTION_TIMEOUT_SECONDS = 10;

/** Names of custom headers that are kept; CloudFront allows 30 an origin by request. */
const MAX_HEADERS = 100;

/** The VPC origins that a distribution's origins name, each once. */
export function vpcOriginIds(origins: readonly RawOrigin[]): string[] {
  return [...new Set(origins.flatMap(({ VpcOriginConfig }) => VpcOriginConfig?.VpcOriginId ?? []))];
}

/** One origin in our nouns. Values of custom headers, often a shared secret, stay behind. */
export function toOrigin(raw: RawOrigin, vpcOrigins: VpcOrigins): Origin {
  const domainName = (raw.DomainName ?? '').toLowerCase().replace(/\.$/, '');
  const headers = (raw.CustomHeaders?.Items ?? []).slice(0, MAX_HEADERS);
  return {
    id: raw.Id ?? '',
    domainName,
    path: raw.OriginPath ?? '',
    kind: originKind(domainName),
    connection: toConnection(raw, vpcOrigins),
    connectionAttempts: raw.ConnectionAttempts ?? DEFAULT_ATTEMPTS,
    connectionTimeoutSeconds: raw.ConnectionTimeout ?? DEFAULT_CONNECTION_TIMEOUT_SECONDS,
    customHeaderNames: headers.flatMap(({ HeaderName }) => HeaderName ?? []),
  };
}

function toConnection({ CustomOriginConfig: custom, VpcOriginConfig: vpc }: RawOrigin, origins: VpcOrigins) {
  if (vpc) return vpcConnection(vpc, origins);
  return custom ? customConnection(custom) : ({ type: 's3' } as const);
}

/** Addresses are IPv4 unless the origin says otherwise. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-enable-ipv6.html */
function customConnection(config: CustomOriginConfig): OriginConnection {
  const clientCertificateArn = config.OriginMtlsConfig?.ClientCertificateArn;
  return {
    type: 'custom',
    addressType: config.IpAddressType ?? 'ipv4',
    protocolPolicy: config.OriginProtocolPolicy ?? 'https-only',
    httpPort: config.HTTPPort ?? 80,
    httpsPort: config.HTTPSPort ?? 443,
    sslProtocols: config.OriginSslProtocols?.Items ?? ['TLSv1.2'],
    readTimeoutSeconds: config.OriginReadTimeout ?? DEFAULT_READ_TIMEOUT_SECONDS,
    ...(clientCertificateArn && { clientCertificateArn }),
  };
}
