import { cut, type Failing, failingAddresses, list, partly, reach, speaksTls, told, where } from '../dials.ts';
import { failsUnderOwnName } from '../logged.ts';
import type { Origin } from '../model/distribution.ts';
import { coverName } from '../remedies/cover-name.ts';
import { HTTP_ONLY, SKIP_VERIFICATION, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { isDottedBucket } from '../remedies/s3-origin.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { nearestNames } from '../tls/names.ts';
import { type NameFault, wrongNames } from '../wrong-names.ts';

/**
 * The leaf does not carry the name that CloudFront sends. It must include the origin's domain name, or the domain of the
 * Host header where the behavior forwards Host
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html); another
 * page wants it to match the viewer's Host then
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html): where only the one
 * page is content, it is likely and no more.
 */
export const certificateNameMismatch = defineRule({
  id: 'certificate-name-mismatch',
  title: 'certificate for another name',
  about: {
    whatHappens:
      "The origin shows a certificate that does not carry the name CloudFront asks for: the origin's domain name, or the viewer's Host where a behavior forwards it.",
    whatCloudFrontDoes:
      'It breaks off the handshake and answers 502. Names are compared whole; `*.example.com` stands for one label and not for `example.com`.',
    howToBeSure:
      'Ask the origin with `openssl s_client -servername` for that name, with `-verify_hostname` of the same, and read the names under subjectAltName.',
    whatFixesIt:
      'A certificate that carries the name; or an origin domain name that the certificate carries; or forwarding Host, or no longer forwarding it.',
    whatDoesNot:
      'The certificate of the distribution itself: that is for viewers. CloudFront has no switch to skip the check.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: [...SIGHT, 'accessLog'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
  ],
  applies: (scene) => speaksTls(scene) && !isUndocumented(scene.origin),
  judge({ handshakes }, { origin, distribution }) {
    const found = wrongNames(handshakes, distribution);
    if (!found || 'unseen' in found) return found;
    const { first, failing, seen } = found.faults;
    return {
      facts: found,
      witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
      reach: reach(failing, seen),
      certainty: found.certainty,
      leads: found.leads || found.ownOnly === true,
    };
  },
  /** Few viewers come by the distribution's own name: it is why only where the access logs say that they do. */
  weigh: ({ ownOnly, certainty }, { accessLog, distribution }) => {
    const logged = accessLog.status === 'observed' && failsUnderOwnName(accessLog.value, distribution);
    return ownOnly && !logged ? 'notice' : certainty;
  },
  explain({ faults: { first, failing, seen }, names }, { origin, distribution, listener }) {
    const missing = list(names, 2);
    const isOwn = distribution.aliases.length > 0 && names.every((name) => name === distribution.domainName);
    const { serverName, hostForwarded } = first.target;
    const forwarded = hostForwarded === 'no' ? '' : " (the viewer's Host)";
    const carried = nearestNames(first.leaf.dnsNames, names[0] ?? serverName, 5).map((name) => cut(name, 60));
    const apart = failingAddresses(failing, seen).length > 0;
    return {
      title: `The certificate on ${origin.domainName} does not cover ${missing === origin.domainName ? 'that name' : missing}${apart ? where(failing, seen) : ''}`,
      explanation: `CloudFront asks for ${missing}${forwarded} and answers 502 where the certificate does not cover the name.${doubt(first, origin.domainName, names)}${isOwn ? ' Viewers who come by an alias do not meet this.' : partly(failing, seen)}`,
      evidence: [
        ...told(failing, listener),
        `Carries: ${list(carried, 5) || 'no name'} (${first.leaf.dnsNameCount} in all)`,
      ],
    };
  },
  remedy: ({ faults, names }, context) => coverName({ ...toReplace(faults, context), names }, context),
  deadEnds: () => [VIEWER_CERTIFICATE, SKIP_VERIFICATION, HTTP_ONLY],
});

/**
 * What CloudFront does with dots in a bucket's name under `S3OriginConfig` is not documented; AWS's own example of a tenant's S3
 * origin has them. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html
 */
function isUndocumented({ connection, domainName }: Origin): boolean {
  return connection.type === 's3' && isDottedBucket(domainName);
}

/** Why it is no more than likely; a sentence with a leading blank, or nothing. */
function doubt({ fault, target }: Failing<NameFault>, domainName: string, names: readonly string[]): string {
  if (target.hostForwarded === 'unknown') return ' We could not read whether the Host goes on to the origin.';
  if (fault === 'origin-only') return ` It covers ${domainName}; AWS's pages differ on whether that is enough.`;
  const isWild = names.some((name) => name.startsWith('*.'));
  return isWild ? ' Names under a wildcard cannot be dialled: another certificate may be served for them.' : '';
}
