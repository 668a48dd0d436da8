import { defineRule } from '../rule.ts';
import {
  askedOf,
  ONE_PATH,
  readTheLog,
  SOUND_CONNECTION,
  unansweredBy,
  wantsClientCertificate,
} from '../unanswered.ts';

const REFUSED_PERHAPS = {
  unseen: 'the origin asked for a client certificate, and TLS 1.3 refuses one that is missing only after the handshake',
} as const;

/**
 * An origin that closes the connection without a valid answer makes CloudFront answer 502.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const answerCut = defineRule({
  id: 'answer-cut',
  title: 'connection cut without an answer',
  about: {
    whatHappens:
      'The handshake succeeds, the request is sent, and the origin hangs up without an answer: a crashed worker, a proxy whose target is gone, a firewall that dislikes the request.',
    whatCloudFrontDoes: 'It tries again where the method allows, then answers 502.',
    howToBeSure:
      'Make the same request with `curl`: it says `Empty reply from server`. An origin that wants a client certificate may end the same way under TLS 1.3.',
    whatFixesIt:
      "Whatever keeps the origin's worker from answering; its log and that of the firewall before it say which.",
    whatDoesNot: 'Certificates: the handshake is complete before this happens.',
  },
  certainty: 'likely',
  needs: ['answer', 'handshakes'],
  uses: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html'],
  judge: ({ answer, handshakes }, { origin }) => {
    if (answer.kind === 'answered' || (answer.how !== 'closed' && answer.how !== 'reset')) return undefined;
    if (wantsClientCertificate(handshakes, answer)) return REFUSED_PERHAPS;
    return unansweredBy(answer, origin);
  },
  explain: (answer, { origin }) => ({
    title: `Origin ${origin.domainName} hangs up without answering the request`,
    explanation: `Connection and handshake are sound; the origin took the request and ended the connection before a whole answer: a crashed worker, a proxy without a target, or a firewall that dislikes our request. ${ONE_PATH}`,
    evidence: [askedOf(answer, 'connection ended')],
  }),
  remedy: (answer) => [
    readTheLog(
      answer,
      "Make the same request, then read the origin's log for that moment: a worker that crashes, a proxy without a target, a firewall rule",
    ),
  ],
  deadEnds: () => SOUND_CONNECTION,
});
