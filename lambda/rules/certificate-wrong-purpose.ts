import { cut, list, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { NOUN, obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * Signatures lead to a trusted root, but a certificate on the way says that it is not for this: extended key usage without
 * serverAuth, key usage that fits no server, an issuer that is no authority
 * (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12). AWS's TLS library refuses all of them, and `anyExtendedKeyUsage`
 * alone as well (https://github.com/aws/s2n-tls).
 */
export const certificateWrongPurpose = defineRule({
  id: 'certificate-wrong-purpose',
  title: 'certificate made for another purpose',
  about: {
    whatHappens:
      'A certificate that was made for clients, for mail or for signing code serves the site; or a certificate that is no authority has signed another.',
    whatCloudFrontDoes:
      'Its TLS library asks for a certificate for servers (`serverAuth`) under authorities that may issue such; else it breaks off the handshake and answers 502.',
    howToBeSure:
      '`openssl x509 -noout -ext extendedKeyUsage,keyUsage,basicConstraints` for every certificate of `openssl s_client -showcerts`.',
    whatFixesIt: 'A certificate for servers (TLS Web Server Authentication) of a public authority.',
    whatDoesNot: 'Adding names, or sending more certificates of the same chain.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12',
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://github.com/aws/s2n-tls',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) =>
      one.kind === 'purpose' || one.kind === 'key-usage' || one.kind === 'not-authority' ? one : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.fault.fingerprint },
      reach: reach(failing, seen),
      // AWS's library was seen to refuse the others; of key usage OpenSSL, which it descends from, says the same.
      certainty: first.fault.obstacle.kind === 'key-usage' ? 'likely' : 'proven',
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { subject, obstacle, place } = first.fault;
    return {
      title: `The certificate chain on ${origin.domainName} is not made for a TLS server${where(failing, seen)}`,
      explanation: `CloudFront refuses it: ${NOUN[place]} ${shortName(subject)} ${SAYS[obstacle.kind]}.${partly(failing, seen)}`,
      evidence: [
        ...told(failing, listener),
        `At fault: ${cut(subject)}${obstacle.kind === 'purpose' ? `, made for ${list(obstacle.purposes.map(purposeName), 3) || 'nothing'}` : ''}`,
      ],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});

const SAYS = {
  purpose: 'is not for servers (its extended key usage leaves out serverAuth)',
  'key-usage': 'is not for this (its key usage says so)',
  'not-authority': 'is no certificate authority, yet signed the one below it',
} as const;

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12 */
const PURPOSES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

function purposeName(id: string): string {
  return PURPOSES[id] ?? cut(id, 40);
}
