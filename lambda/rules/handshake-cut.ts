import { endpoint, partly, speaksTls, unique } from '../dials.ts';
import { askedAgain, endOf } from '../handshake-faults.ts';
import { judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { readLog } from '../remedies/read-log.ts';
import { defineRule } from '../rule.ts';

/**
 * The connection opens and is closed or reset within the handshake, without an alert, whatever name or offer is tried.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const handshakeCut = defineRule({
  id: 'handshake-cut',
  title: 'connection cut within the handshake',
  about: {
    whatHappens:
      'The origin, or something before it, closes or resets the connection within the TLS handshake and says nothing.',
    whatCloudFrontDoes: 'It has no handshake to complete and answers 502.',
    howToBeSure:
      '`openssl s_client` ends in `unexpected eof` or `connection reset`. Try from an address that the firewall admits.',
    whatFixesIt:
      'A rule that admits CloudFront where a firewall cuts; a certificate or default site where the server has none: IIS resets then.',
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
    explanation: `The connection opened, and the origin answered the ClientHello by ${endOf(first)}, for every name and offer that we tried. A firewall may admit CloudFront and not us: then this is not the cause.${partly(failing, seen)}`,
    evidence: [
      `${unique(failing.map(({ target }) => endpoint(target)))
        .slice(0, 3)
        .join(', ')} for ${first.target.serverName}: ${endOf(first)}`,
      ...failing.flatMap(askedAgain).slice(0, 1),
    ],
  }),
  remedy: ({ first }) => readLog(first.target),
  deadEnds: () => [VIEWER_CERTIFICATE],
});
