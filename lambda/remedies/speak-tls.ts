import type { DeadEnd, Step } from '../model/finding.ts';
import { speakTls12 } from './api-domain.ts';
import { editOrigin } from './edit-distribution.ts';
import { changePolicy } from './listener-policy.ts';
import { type Sight, serving } from './serving.ts';

const SUPPORTED =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html';

/** `OriginSslProtocols` in rising order; TLS 1.3 is no value of it. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html */
const LISTED: readonly string[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];

/** Lets whoever ends TLS speak what CloudFront offers: the listener's security policy, or these lines of a server's configuration. */
export function speakTls(lines: string, verify: string, seen: Sight): Step[] {
  const holder = serving(undefined, seen);
  if (holder.kind === 'api-domain') return [speakTls12(holder.domain)];
  if (holder.kind !== 'listener')
    return [
      {
        action: `Let the server speak what CloudFront offers. nginx: ${lines}. Then reload it`,
        command: 'sudo nginx -t && sudo systemctl reload nginx',
        verify,
        reference: SUPPORTED,
      },
    ];
  return [changePolicy(holder.listener, holder.region, 'Give', verify)];
}

/** Lets CloudFront speak an older version with this origin; nothing where that is no setting, or would change nothing. */
export function allowProtocol(protocol: string, { origin, distribution }: Sight): Step[] {
  if (origin.connection.type !== 'custom' || !LISTED.includes(protocol)) return [];
  if (origin.connection.sslProtocols.includes(protocol)) return [];
  const items = LISTED.slice(LISTED.indexOf(protocol));
  const value = JSON.stringify({ Quantity: items.length, Items: items });
  return [
    editOrigin(
      `Or, where the origin cannot be upgraded, let CloudFront speak ${protocol} with it. Old versions are weak: a stop-gap`,
      distribution,
      origin.id,
      `.CustomOriginConfig.OriginSslProtocols = ${value}`,
    ),
  ];
}

/** Handshakes fail before any certificate counts. */
export const NEW_CERTIFICATE: DeadEnd = {
  tempting: 'A new certificate',
  why: 'Client and server do not get as far as one: they share no way to speak.',
};

/** There is no such value. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html */
export const LIST_TLS_1_3: DeadEnd = {
  tempting: 'Listing TLSv1.3 in OriginSslProtocols',
  why: 'There is no such value. CloudFront offers TLS 1.3 to origins without being told.',
};
