import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { readLog } from '../remedies/read-log.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin begins its part of the handshake and the connection is closed or reset within it, without an alert, whatever
 * name or offer is tried.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const handshakeCut = defineRule({
  id: 'handshake-cut',
  title: 'connection cut within the handshake',
  about: {
    whatHappens:
      'The origin begins to answer in TLS, and then it, or something before it, closes or resets the connection without an alert.',
    whatCloudFrontDoes: 'It has no handshake to complete and answers 502.',
    howToBeSure:
      '`openssl s_client` ends in `unexpected eof` or `connection reset`. Try from an address that the firewall admits.',
    whatFixesIt: 'A server that does not crash over the handshake; a middlebox that lets it through for CloudFront.',
    whatDoesNot: 'A new certificate for the distribution, or longer time-outs.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('handshake-cut', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} cuts the connection within the TLS handshake${where}`,
    explanation: `The origin began its part of the handshake and ended it by ${endOf(first)}, for every name and offer that we tried. A firewall may admit CloudFront and not us: then this is not the cause.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => readLog(first.target),
  deadEnds: () => [VIEWER_CERTIFICATE],
});
