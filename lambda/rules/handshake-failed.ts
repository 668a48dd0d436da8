import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { readLog } from '../remedies/read-log.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin ends the handshake with an alert that names no cause, and refuses every other offer as well.
 * https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
export const handshakeFailed = defineRule({
  id: 'handshake-failed',
  title: 'TLS alert without a cause that shows',
  about: {
    whatHappens: 'The origin ends every handshake with a TLS alert, whatever name, version or cipher it is offered.',
    whatCloudFrontDoes: 'It cannot complete the handshake and answers 502.',
    howToBeSure: "`openssl s_client` ends in the same alert. The server's own log says what it did not like.",
    whatFixesIt: 'What the log names: often no certificate is loaded, or its key does not fit.',
    whatDoesNot: 'Settings of the distribution: no name and no offer that we could make was accepted.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://www.rfc-editor.org/rfc/rfc8446#section-6.2',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('handshake-failed', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} ends the handshake with ${endOf(first)}${where}`,
    explanation: `The origin answered the ClientHello with ${endOf(first)} and completed with nothing else that it was asked.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => readLog(first.target),
  deadEnds: () => [SKIP_VERIFICATION],
});
