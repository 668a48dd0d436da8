import { daysAgo, isBefore, utc } from '../dates.ts';
import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import { RESTART, REVIVE_IN_ACM, SKIP_VERIFICATION, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { preferredTo } from '../sni-choice.ts';

/**
 * The origin shows a leaf whose last day has passed. An expired certificate is among the causes of a 502 that AWS lists
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html); valid through
 * notAfter, that moment included, says RFC 5280 (https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5).
 */
export const certificateExpired = defineRule({
  id: 'certificate-expired',
  title: 'expired certificate',
  about: {
    whatHappens:
      'The certificate that the origin shows has expired. Often its renewal failed weeks before and nobody saw it.',
    whatCloudFrontDoes:
      'It breaks off the handshake and answers 502. The request never reaches the origin, so its logs are empty.',
    howToBeSure:
      'Ask the origin with `openssl s_client` for the name that CloudFront sends, at every address, and read `notAfter`.',
    whatFixesIt:
      'A certificate in date, in the place of this one: on the listener of a load balancer, or in the web server followed by a reload.',
    whatDoesNot:
      'Restarting, invalidating, the certificate of the distribution itself, or repairing the validation record of an expired ACM certificate.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = judgeEach(served(handshakes), ({ leaf }) =>
      isBefore(leaf.notAfter, examinedAt) ? leaf : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { fingerprint, notAfter } = faults.first.fault;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: fingerprint },
      reach: reach(faults.failing, faults.seen),
      breaksAt: notAfter,
    };
  },
  explain({ first, failing, seen }, context) {
    const { origin, examinedAt, listener } = context;
    const { notBefore, notAfter } = first.fault;
    return {
      title: `The certificate on ${origin.domainName} expired ${daysAgo(notAfter, examinedAt)} (${utc(notAfter)})${where(failing, seen)}`,
      explanation: `CloudFront refuses an expired certificate and answers 502 itself; the request never reaches the origin.${partly(failing, seen)}${preferredTo(first, context)}`,
      evidence: [...told(failing, listener), `Valid: ${utc(notBefore)} to ${utc(notAfter)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: (_, { certificates }) =>
    certificates.status === 'unavailable' ||
    (certificates.status === 'observed' && certificates.value.some(({ type }) => type === 'AMAZON_ISSUED'))
      ? [REVIVE_IN_ACM, RESTART, VIEWER_CERTIFICATE]
      : [RESTART, SKIP_VERIFICATION, VIEWER_CERTIFICATE],
});
