import { completed, cut, judgeEach, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { ADD_ROOT, SKIP_VERIFICATION, UPLOAD_AUTHORITY } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The chain is complete and ends at a root that Mozilla does not list: a company's own authority, AWS Private CA. CloudFront
 * supports the certificate authorities that Mozilla does
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html).
 */
export const chainUntrusted = defineRule({
  id: 'chain-untrusted',
  title: 'certificate of an authority that CloudFront does not trust',
  about: {
    whatHappens:
      'The origin shows a certificate of a private authority (a company CA, AWS Private CA, the CA of a cluster), with its whole chain.',
    whatCloudFrontDoes:
      "It trusts the authorities in Mozilla's list and no other, breaks off the handshake and answers 502.",
    howToBeSure:
      'The last certificate of `openssl s_client -showcerts` is a root that is not in https://wiki.mozilla.org/CA/Included_Certificates.',
    whatFixesIt: 'A certificate of a public authority on the leg from CloudFront to the origin.',
    whatDoesNot: 'Importing the private CA anywhere in AWS, or installing it in the trust store of your own machine.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://wiki.mozilla.org/CA/Included_Certificates',
  ],
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(completed(handshakes), ({ path }) =>
      path.kind === 'untrusted' ? path.anchor : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, listener, certificates }) {
    const managed = certificates.status === 'observed' ? certificates.value : [];
    const isPrivate = managed.some(({ type }) => type === 'PRIVATE')
      ? ' ACM holds a private certificate on this listener.'
      : '';
    return {
      title: `The certificate on ${origin.domainName} comes from an authority that CloudFront does not trust${where(failing, seen)}`,
      explanation: `CloudFront trusts the authorities in Mozilla's list, and ${shortName(first.fault) || 'this one'} is not among them.${isPrivate}${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Leads to: ${cut(first.fault) || 'no root'}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [UPLOAD_AUTHORITY, ADD_ROOT, SKIP_VERIFICATION],
});
