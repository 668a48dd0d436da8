import { partly, speaksTls } from '../dials.ts';
import type { DeadEnd } from '../model/finding.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { readLog } from '../remedies/read-log.ts';
import { defineRule } from '../rule.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
const LONGER_TIMEOUT: DeadEnd = {
  tempting: 'A longer response time-out in CloudFront',
  why: 'It counts from the request on, and no request is sent before the handshake is complete.',
};

/**
 * The connection opens, and the handshake is not complete in time: silence, or bytes in drips. Firewalls may treat us
 * otherwise than CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const handshakeStalled = defineRule({
  id: 'handshake-stalled',
  title: 'handshake that never ends',
  about: {
    whatHappens:
      'The origin accepts the connection and does not finish the TLS handshake: it is overloaded or stuck, or something between drops what follows.',
    whatCloudFrontDoes: 'It waits, tries again up to the number of connection attempts, and answers 502 or 504.',
    howToBeSure:
      '`openssl s_client` prints `CONNECTED` and nothing more. From a host that the firewall admits it is the same.',
    whatFixesIt:
      'A server with free workers; a firewall or inspecting middlebox that lets the handshake through for CloudFront.',
    whatDoesNot: 'Longer time-outs in CloudFront: the response time-out begins after the handshake.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('handshake-stalled', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} accepts connections and does not finish the TLS handshake${where}`,
    explanation: `The connection opened, and then the origin did not answer the ClientHello in time. A firewall may admit CloudFront and not us: then this is not the cause.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => readLog(first.target),
  deadEnds: () => [LONGER_TIMEOUT],
});
