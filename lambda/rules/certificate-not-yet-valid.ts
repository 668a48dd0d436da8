import { daysAgo, isBefore, utc } from '../dates.ts';
import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import { RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { preferredTo } from '../sni-choice.ts';

/**
 * The origin shows a leaf whose first day is still to come. A certificate is valid from notBefore on, says RFC 5280
 * (https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5); an invalid one is among the causes of a 502 that AWS lists
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const certificateNotYetValid = defineRule({
  id: 'certificate-not-yet-valid',
  title: 'certificate not valid yet',
  about: {
    whatHappens:
      'A new certificate was put in place before its validity begins, or it was made on a machine with a wrong clock.',
    whatCloudFrontDoes: 'It breaks off the handshake and answers 502, as for an expired certificate.',
    howToBeSure: 'Ask the origin with `openssl s_client` for the name that CloudFront sends and read `notBefore`.',
    whatFixesIt: 'The certificate that was there before, if it is still in date; else another one that is valid now.',
    whatDoesNot: 'Setting the clock of the origin: CloudFront compares with its own.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = judgeEach(served(handshakes), ({ leaf }) =>
      isBefore(examinedAt, leaf.notBefore) ? leaf : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, context) {
    const { origin, examinedAt, listener } = context;
    const { notBefore, notAfter } = first.leaf;
    return {
      title: `The certificate on ${origin.domainName} is not valid yet: it begins ${daysAgo(notBefore, examinedAt)} (${utc(notBefore)})${where(failing, seen)}`,
      explanation: `CloudFront refuses a certificate before its first day and answers 502 itself.${partly(failing, seen)}${preferredTo(first, context)}`,
      evidence: [...told(failing, listener), `Valid: ${utc(notBefore)} to ${utc(notAfter)}`],
    };
  },
  remedy: (faults, context) => [
    { action: 'If the certificate before it is still in date, put that one back. Otherwise' },
    ...replaceCertificate(toReplace(faults, context), context),
  ],
  deadEnds: () => [
    {
      tempting: 'Correcting the clock of the origin',
      why: "CloudFront compares the certificate's dates with its own clock.",
    },
    RESTART,
    SKIP_VERIFICATION,
  ],
});
