import type { TlsPolicy } from '../model/tls-policy.ts';
import { isOffered } from './legacy.ts';

/**
 * What CloudFront and a server have in common. `disputed`: by AWS's library, where the lowest version listed is a minimum,
 * and not by AWS's page, where the list names what is allowed.
 */
export type CommonGround = 'some' | 'disputed' | 'none';

/** Works with a version and the suites that belong to it. */
type Pair = { readonly protocol: string; readonly cipher: string };

/**
 * Whether a server with this policy can agree with CloudFront on a version and a cipher. TLS 1.3 counts by either reading:
 * CloudFront speaks it whatever is listed.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function commonGround(
  sslProtocols: readonly string[],
  policy: Pick<TlsPolicy, 'protocols' | 'ciphers'>,
): CommonGround {
  const pairs = policy.protocols.flatMap((protocol) =>
    policy.ciphers.filter((cipher) => goesWith(protocol, cipher)).map((cipher): Pair => ({ protocol, cipher })),
  );
  const shared = pairs.filter(({ protocol, cipher }) => isOffered(sslProtocols, protocol, cipher));
  if (shared.length === 0) return 'none';
  const isListed = ({ protocol }: Pair) => protocol === 'TLSv1.3' || sslProtocols.includes(protocol);
  return shared.some(isListed) ? 'some' : 'disputed';
}

/** Suites of TLS 1.3 are its own; SHA-2 and GCM came with TLS 1.2. https://www.rfc-editor.org/rfc/rfc5246#section-1.2 */
function goesWith(protocol: string, cipher: string): boolean {
  const isNew = cipher.startsWith('TLS_');
  if (protocol === 'TLSv1.3') return isNew;
  return !isNew && (protocol === 'TLSv1.2' || !/GCM|SHA256$|SHA384$/.test(cipher));
}
