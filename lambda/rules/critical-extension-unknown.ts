import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { NOUN, obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * A certificate on the only path carries an extension that is marked critical and that TLS clients do not process; they must
 * then refuse it (https://www.rfc-editor.org/rfc/rfc5280#section-4.2). AWS's TLS library does (https://github.com/aws/s2n-tls).
 */
export const criticalExtensionUnknown = defineRule({
  id: 'critical-extension-unknown',
  title: 'certificate with a critical extension that clients do not know',
  about: {
    whatHappens:
      "A certificate carries an extension marked critical that clients of TLS do not know: a company's own, or the poison of a precertificate that was never meant to be served.",
    whatCloudFrontDoes:
      'It must refuse what it does not understand and is critical: it breaks off the handshake and answers 502.',
    howToBeSure:
      '`openssl x509 -noout -text`: an extension that is shown as a bare number or as bytes, followed by `critical`.',
    whatFixesIt: 'A certificate without that extension, or with it not marked critical.',
    whatDoesNot: "Anything on the server: the extension is under the authority's signature.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.2',
    'https://www.rfc-editor.org/rfc/rfc6962#section-3.1',
    'https://github.com/aws/s2n-tls',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) => (one.kind === 'critical-extension' ? one : undefined));
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
    const { extension } = obstacle;
    return {
      title: `The certificate chain on ${origin.domainName} demands an extension that CloudFront does not know${where(failing, seen)}`,
      explanation: `CloudFront refuses it: ${NOUN[place]} ${shortName(subject)} carries ${extension === POISON ? 'the poison of a precertificate' : `extension ${extension}`}, marked critical, and who does not know it must not go on.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Critical extension ${extension}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});

/** Makes a precertificate unfit to be served. https://www.rfc-editor.org/rfc/rfc6962#section-3.1 */
const POISON = '1.3.6.1.4.1.11129.2.4.3';
