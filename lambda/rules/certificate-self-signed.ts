import { completed, judgeEach, partly, reach, speaksTls, told, where } from '../dials.ts';
import { HTTP_ONLY, SKIP_VERIFICATION, UPLOAD_AUTHORITY } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf was signed with its own key. CloudFront wants a certificate of a public authority and never takes a self-signed
 * one (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html).
 */
export const certificateSelfSigned = defineRule({
  id: 'certificate-self-signed',
  title: 'self-signed certificate',
  about: {
    whatHappens:
      'The origin shows a certificate that nobody but itself vouches for: often the one a server or appliance makes at installation.',
    whatCloudFrontDoes: 'It never accepts a self-signed certificate. It breaks off the handshake and answers 502.',
    howToBeSure: 'In `openssl s_client` subject and issuer are the same, and the verify error is 18.',
    whatFixesIt: "A certificate of an authority in Mozilla's list, for the name that CloudFront sends.",
    whatDoesNot: 'Uploading the certificate to ACM or CloudFront: there is no list of further trusted certificates.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(completed(handshakes), ({ path, leaf }) =>
      path.kind === 'self-signed' ? leaf : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ failing, seen }, { origin, listener }) {
    return {
      title: `The certificate on ${origin.domainName} is self-signed${where(failing, seen)}`,
      explanation: `CloudFront never accepts a self-signed certificate and answers 502 itself.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), 'Signed by: its own key'],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [SKIP_VERIFICATION, UPLOAD_AUTHORITY, HTTP_ONLY],
});
