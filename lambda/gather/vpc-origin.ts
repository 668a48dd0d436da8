import type { VpcOrigin as RawVpcOrigin, VpcOriginConfig } from '@aws-sdk/client-cloudfront';
import type { CustomConnection, OriginConnection } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { bare, isError, observe, observed, unavailable } from './observe.ts';

/** What a VPC origin is set to: its endpoint and how CloudFront connects to it. */
export type VpcOrigin = { readonly endpointArn: string; readonly status?: string } & Omit<
  CustomConnection,
  'readTimeoutSeconds'
>;

/** VPC origins by id. */
export type VpcOrigins = ReadonlyMap<string, Observation<VpcOrigin>>;

type VpcConnection = Extract<OriginConnection, { type: 'vpc' }>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
export const DEFAULT_READ_TIMEOUT_SECONDS = 30;

/** What CloudFront's console proposes, where the settings could not be read. */
const DEFAULTS = { protocolPolicy: 'https-only', httpPort: 80, httpsPort: 443, sslProtocols: ['TLSv1.2'] } as const;

/** Reads each VPC origin once, side by side. */
export async function readVpcOrigins(aws: Aws, ids: readonly string[], signal: AbortSignal): Promise<VpcOrigins> {
  const read = await Promise.all(ids.map(async (id) => [id, await readVpcOrigin(aws, id, signal)] as const));
  return new Map(read);
}

async function readVpcOrigin(aws: Aws, id: string, signal: AbortSignal): Promise<Observation<VpcOrigin>> {
  return observe('cloudfront:GetVpcOrigin', async () => {
    try {
      const { sdk, client } = await aws.cloudfront();
      const { VpcOrigin } = await client.send(new sdk.GetVpcOriginCommand({ Id: id }), { abortSignal: signal });
      return toVpcOrigin(VpcOrigin);
    } catch (error) {
      if (isError(error, 'EntityNotFound'))
        return unavailable(`VPC origin ${id} is not in this account: it is shared by another`);
      throw error;
    }
  });
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
export function toVpcOrigin(raw: RawVpcOrigin | undefined): Observation<VpcOrigin> {
  const config = raw?.VpcOriginEndpointConfig;
  if (!config?.Arn) return unavailable('cloudfront:GetVpcOrigin answered without an endpoint');
  return observed({
    endpointArn: config.Arn,
    ...(raw?.Status && { status: raw.Status.slice(0, 40) }),
    protocolPolicy: config.OriginProtocolPolicy ?? DEFAULTS.protocolPolicy,
    httpPort: config.HTTPPort ?? DEFAULTS.httpPort,
    httpsPort: config.HTTPSPort ?? DEFAULTS.httpsPort,
    sslProtocols: config.OriginSslProtocols?.Items ?? DEFAULTS.sslProtocols,
  });
}

/** How CloudFront connects to an origin in a VPC; with defaults, marked as such, where its settings could not be read. */
export function vpcConnection(config: VpcOriginConfig, origins: VpcOrigins): VpcConnection {
  const vpcOriginId = config.VpcOriginId ?? '';
  const readTimeoutSeconds = config.OriginReadTimeout ?? DEFAULT_READ_TIMEOUT_SECONDS;
  const seen = origins.get(vpcOriginId) ?? unavailable('it was not read');
  if (seen.status === 'observed') return { type: 'vpc', vpcOriginId, readTimeoutSeconds, ...seen.value };
  return { type: 'vpc', vpcOriginId, readTimeoutSeconds, ...DEFAULTS, unread: bare(seen) };
}
