import type { ApiDomain } from './model/api-domain.ts';

/** Edge-optimized custom domain names have their certificates there, whatever their own Region. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html */
const EDGE_REGION = 'us-east-1';

/** The Region in which ACM holds the certificate of a custom domain name. */
export function certificateRegion({ edge, region }: Pick<ApiDomain, 'edge' | 'region'>): string {
  return edge ? EDGE_REGION : region;
}
