import { completed, cut, judgeEach, partly, reach, type Served, shortName, speaksTls, told, where } from '../dials.ts';
import type { TrustPath } from '../model/certificate.ts';
import { RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * Every path to a root passes a signature with a hash that was broken long ago. Public authorities have not issued such since
 * 2016, and Mozilla's own client refuses them (https://wiki.mozilla.org/CA/Forbidden_or_Problematic_Practices); AWS's TLS
 * library accepts them (https://github.com/aws/s2n-tls). A root's own signature counts for nothing.
 */
export const certificateSignatureWeak = defineRule({
  id: 'certificate-signature-weak',
  title: 'signature with MD5 or SHA-1',
  about: {
    whatHappens: 'A certificate of the chain was signed with MD5 or SHA-1, for which forgeries can be made.',
    whatCloudFrontDoes:
      "AWS's own TLS library accepts it; other clients have refused it for years. So it leads only where nothing else explains the failure.",
    howToBeSure:
      '`openssl x509 -noout -text` for every certificate of `openssl s_client -showcerts` but the root: `Signature Algorithm`.',
    whatFixesIt: 'A new certificate: no public authority signs with these any more.',
    whatDoesNot: 'Changing the cipher suites of the server.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://github.com/aws/s2n-tls', 'https://wiki.mozilla.org/CA/Forbidden_or_Problematic_Practices'],
  lastResort: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const trusted = completed(handshakes).filter(({ path }) => path.kind === 'trusted');
    const faults = judgeEach(trusted, weak, { unseen: 'no dial was served a chain that leads to a trusted root' });
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.fault.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { subject, signature } = first.fault;
    return {
      title: `The certificate chain on ${origin.domainName} rests on ${signature}${where(failing, seen)}`,
      explanation: `${shortName(subject)} is signed with a hash that many clients refuse. AWS's own TLS library accepts it: replace it, and look further if the errors stay.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Signed with ${signature}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, SKIP_VERIFICATION],
});

const WEAK = /^(?:MD[245]|SHA-1) /;

/** The weakly signed certificate that stands on the first path, where one stands on every path. */
function weak({ chain, path }: Served & { readonly path: TrustPath }) {
  if (path.kind !== 'trusted') return undefined;
  const found = path.paths.map(({ certificates }) => certificates.map((index) => chain[index]).find(isWeak));
  return found.every((one) => one !== undefined) ? found[0] : undefined;
}

function isWeak(one: Served['leaf'] | undefined): boolean {
  return one !== undefined && !one.selfSigned && WEAK.test(one.signature ?? '');
}
