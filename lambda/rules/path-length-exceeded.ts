import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { NOUN, obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * An authority on the only path says how many authorities may stand below it, and there are more
 * (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9). AWS's TLS library refuses such a path (https://github.com/aws/s2n-tls).
 */
export const pathLengthExceeded = defineRule({
  id: 'path-length-exceeded',
  title: 'more authorities in the chain than one of them allows',
  about: {
    whatHappens:
      'An authority has issued a further authority although its own certificate (`pathlen`) does not allow that.',
    whatCloudFrontDoes: 'Its TLS library counts the authorities of the path, breaks off the handshake and answers 502.',
    howToBeSure:
      '`openssl x509 -noout -ext basicConstraints` for every certificate of `openssl s_client -showcerts`: count the authorities below the one with `pathlen`.',
    whatFixesIt: 'A certificate of an authority that may issue for servers directly.',
    whatDoesNot: 'Sending more certificates, or the same ones in another order.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9', 'https://github.com/aws/s2n-tls'],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) => (one.kind === 'path-length' ? one : undefined));
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.fault.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { subject, obstacle, place } = first.fault;
    const { allows, below } = obstacle;
    return {
      title: `The certificate chain on ${origin.domainName} is longer than one of its authorities allows${where(failing, seen)}`,
      explanation: `CloudFront refuses it: ${NOUN[place]} ${shortName(subject)} allows ${allows} ${allows === 1 ? 'authority' : 'authorities'} below it, and there ${below === 1 ? 'is' : 'are'} ${below}.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Path length ${allows}, ${below} below: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});
