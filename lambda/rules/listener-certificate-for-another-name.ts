import { list, speaksTls } from '../dials.ts';
import { judgeKept } from '../kept.ts';
import { keptOn, namesOf, UNSEEN_SIGHT, unseen } from '../kept-words.ts';
import { RESTART, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { addBeside } from '../remedies/kept.ts';
import { canBeCertified } from '../remedies/server-names.ts';
import { defineRule } from '../rule.ts';
import { isWhole } from '../shown.ts';
import { patternCovers } from '../tls/names.ts';

/** Names that are kept of one certificate; beyond that they do not tell. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 100;

/**
 * Nothing could be dialled, and no certificate of the listener carries the name that CloudFront asks for: it shows its default one.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export const listenerCertificateForAnotherName = defineRule({
  id: 'listener-certificate-for-another-name',
  title: 'no certificate for the name, by the records',
  about: {
    whatHappens:
      'The origin admits CloudFront alone (a firewall, or a VPC origin), so it cannot be asked. By its records the listener holds no certificate for the name that CloudFront sends, and so shows its default one, which is for another.',
    whatCloudFrontDoes:
      'It finds another name on the certificate and answers 502. How VPC origins are checked is not documented: there it is likely.',
    howToBeSure:
      '`aws elbv2 describe-listener-certificates` lists none that covers the name, which is the origin domain, or the Host of viewers where a policy forwards it.',
    whatFixesIt: 'A certificate for the name on the listener, beside the default one.',
    whatDoesNot: 'Opening the firewall; the certificate of the distribution itself.',
  },
  certainty: 'proven',
  needs: ['listener', 'certificates', 'stored'],
  uses: UNSEEN_SIGHT,
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  ],
  applies: speaksTls,
  judge(seen, scene) {
    const { listener: state, certificates } = seen;
    const isKnown = state.kind === 'found' && isWhole(state.listener, certificates);
    return judgeKept(seen, scene, ({ name, managed }) => {
      if (!canBeCertified(name.serverName)) return undefined;
      if (name.acceptedNames.some((wanted) => managed.names.some((of) => patternCovers(of, wanted)))) return undefined;
      return isKnown && managed.names.length > 0 && managed.names.length < MAX_NAMES ? managed.names : 'unknown';
    });
  },
  explain: (facts, { handshakes }) => ({
    title: `The listener on port ${facts.listener.port} holds no certificate for ${list(namesOf(facts), 2)}, it shows its default one`,
    explanation: `${unseen(facts, handshakes)} A listener without a certificate for the name that is asked for shows its default one; CloudFront finds another name on it and answers 502.`,
    evidence: keptOn(facts),
  }),
  remedy: (facts, context) => addBeside({ ...facts.first, listener: facts.listener }, namesOf(facts), context),
  deadEnds: () => [VIEWER_CERTIFICATE, RESTART],
});
