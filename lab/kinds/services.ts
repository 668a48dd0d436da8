import type { OriginKind } from '../../lambda/model/distribution.ts';
import type { OriginEvidence } from '../../lambda/model/evidence.ts';
import { found, nothing, type OriginRow, seen } from './claim.ts';

const named =
  (...kinds: readonly OriginKind[]) =>
  ({ origin }: OriginEvidence) =>
    kinds.includes(origin.kind);

/** Whether the name of the origin leads to a name under this one in DNS, or is one. */
const leadsTo = (domain: string) => (one: OriginEvidence) => {
  const { resolution } = one.observations;
  const cnames = resolution.status === 'observed' && resolution.value.kind !== 'failing' ? resolution.value.cnames : [];
  return [one.origin.domainName, ...cnames].some((name) => name.endsWith(domain));
};

/** What AWS serves under names of its own. */
export const SERVICES: readonly OriginRow[] = [
  {
    origin: 'API Gateway',
    is: (one) => named('api-gateway')(one) || one.observations.apiDomain.status === 'observed',
    read: [
      seen('custom domain name', 'api-gateway-certificate-expired', 'apiDomain'),
      seen('edge-optimized too', 'api-gateway-edge-certificate-expired', 'apiDomain', '"edge":true'),
      seen('its certificate', 'api-gateway-certificate-expired', 'certificates', ':acm:'),
      seen('renewal', 'api-gateway-certificate-expired', 'certificates', '"renewal":{"status":"FAILED"'),
      seen('mutual TLS', 'api-gateway-demands-client-certificate', 'apiDomain', '"trustStore"'),
      found('whether the viewer’s Host goes to its own endpoint', 'host-forwarded-to-api-gateway'),
      found('by a cache policy too', 'host-leaks-to-api-gateway', 'host-forwarded-to-api-gateway'),
    ],
    decided: [
      found(
        'client certificate demanded',
        'api-gateway-demands-client-certificate-unanswered',
        'api-gateway-demands-client-certificate',
      ),
    ],
  },
  {
    origin: 'Lambda function URL',
    is: named('function-url'),
    read: [found('whether the viewer’s Host goes on', 'host-forwarded-to-function-url')],
    decided: [found('Host goes on', 'host-forwarded-to-function-url-unanswered', 'host-forwarded-to-function-url')],
  },
  {
    origin: 'Media services',
    is: named('media'),
    read: [found('whether the viewer’s Host goes on', 'host-forwarded-to-media')],
    decided: [found('Host goes on', 'host-forwarded-to-media-unanswered', 'host-forwarded-to-media')],
  },
  {
    origin: 'S3 website endpoint',
    is: named('s3-website'),
    read: [found('how it is dialled', 's3-website-match-viewer', 's3-website-over-https')],
    decided: [found('that it has no HTTPS', 's3-website-over-https')],
  },
  {
    origin: 'S3 bucket',
    is: named('s3'),
    read: [found('dots in its name', 's3-dotted-bucket-over-https')],
    decided: [nothing('s3-bucket-unanswered')],
  },
  {
    origin: 'Another distribution, Amplify',
    is: (one) => named('cloudfront', 'amplify')(one) || leadsTo('.cloudfront.net')(one),
    read: [
      found('whether requests come back', 'requests-come-back'),
      found('from Amplify', 'amplify-host-forwarded', 'requests-come-back'),
    ],
    decided: [
      found('that it is the distribution itself', 'origin-is-the-distribution-unanswered', 'requests-come-back'),
    ],
  },
];
