import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf has no subject alternative name, only a common name. RFC 9525 and browsers no longer look at that
 * (https://www.rfc-editor.org/rfc/rfc9525#section-2); AWS's TLS library does where there is no list at all
 * (https://github.com/aws/s2n-tls).
 */
export const certificateWithoutSan = defineRule({
  id: 'certificate-without-san',
  title: 'certificate without a list of names',
  about: {
    whatHappens: 'The certificate carries its name in the old place only, the common name of its subject.',
    whatCloudFrontDoes:
      "AWS's TLS library still accepts it where there is no list of names at all; most other clients do not.",
    howToBeSure: '`openssl x509 -noout -ext subjectAltName` prints nothing.',
    whatFixesIt: 'A certificate with its names in the subject alternative name, as every public authority issues them.',
    whatDoesNot: 'Nothing: it works until CloudFront follows the other clients.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://www.rfc-editor.org/rfc/rfc9525#section-2', 'https://github.com/aws/s2n-tls'],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(served(handshakes), ({ leaf }) =>
      leaf.dnsNameCount + leaf.ipAddresses.length === 0 ? leaf : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain({ failing, seen }, { origin, listener }) {
    return {
      title: `The certificate on ${origin.domainName} has its name in the subject only, where most clients no longer look${where(failing, seen)}`,
      explanation: `AWS's own TLS library still accepts that.${partly(failing, seen)}`,
      evidence: told(failing, listener),
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [],
});
