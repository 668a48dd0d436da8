import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { readLog } from '../remedies/read-log.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin begins to speak TLS and then sends what RFC 8446 does not allow.
 * https://www.rfc-editor.org/rfc/rfc8446#section-5.1
 */
export const handshakeMalformed = defineRule({
  id: 'handshake-malformed',
  title: 'handshake that is no valid TLS',
  about: {
    whatHappens: 'The origin begins a TLS handshake and then sends bytes that are not valid, or without end.',
    whatCloudFrontDoes: 'It cannot complete the handshake and answers 502.',
    howToBeSure: '`openssl s_client -msg` ends in an error of its own, such as `bad record` or `decode error`.',
    whatFixesIt:
      'The thing that ends TLS on the origin: an up-to-date server in its place, or no middlebox that changes bytes.',
    whatDoesNot: 'A new certificate, or settings of the distribution.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://www.rfc-editor.org/rfc/rfc8446#section-5.1',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('handshake-malformed', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} sends a handshake that is no valid TLS${where}`,
    explanation: `The origin began a handshake and sent ${endOf(first)}. A strict client goes no further.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => readLog(first.target),
  deadEnds: () => [SKIP_VERIFICATION],
});
