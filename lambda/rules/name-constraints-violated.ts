import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { NOUN, obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * An authority on the only path is limited to some names, and a certificate below it carries another
 * (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10). One such name is enough, whether or not it is the one that is asked
 * for. AWS's TLS library refuses such a path (https://github.com/aws/s2n-tls).
 */
export const nameConstraintsViolated = defineRule({
  id: 'name-constraints-violated',
  title: 'name that its authority may not certify',
  about: {
    whatHappens:
      "The certificate comes from an authority that may issue for some domains only (a company's, a country's), and carries a name outside of them.",
    whatCloudFrontDoes:
      'Its TLS library checks every name against the limits of the authorities above it, breaks off the handshake and answers 502.',
    howToBeSure:
      '`openssl x509 -noout -ext nameConstraints` for every authority of `openssl s_client -showcerts`, beside the names of the first certificate.',
    whatFixesIt: 'A certificate without that name, or of an authority without such a limit.',
    whatDoesNot: 'Adding the origin to the names: one name outside the limits spoils the whole certificate.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10', 'https://github.com/aws/s2n-tls'],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) => (one.kind === 'name-constraints' ? one : undefined));
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
    const { name } = obstacle;
    return {
      title: `The certificate on ${origin.domainName} carries a name that its authority may not certify${where(failing, seen)}`,
      explanation: `CloudFront refuses it: ${NOUN[place]} ${shortName(subject)} does not allow ${cut(name)}. One such name spoils the whole certificate.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Not allowed: ${cut(name)}, by ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});
