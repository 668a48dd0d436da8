import { partly, speaksTls } from '../dials.ts';
import { beforeTls, endsTold, judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { findWhoHangsUp } from '../remedies/hung-up.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin, or something before it, resets the connection before a byte came back, whatever name or offer is tried. Firewalls
 * may treat us otherwise than CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const connectionReset = defineRule({
  id: 'connection-reset',
  title: 'connection reset without a byte of TLS',
  about: {
    whatHappens:
      'The connection is reset before a byte of TLS came back: a firewall that rejects, a server that crashes, IIS without a binding for any name.',
    whatCloudFrontDoes: 'It tries again up to the number of connection attempts, then answers 502.',
    howToBeSure:
      '`openssl s_client` ends in `Connection reset by peer`; no byte was read. Try from an address that the firewall admits.',
    whatFixesIt:
      'A rule that admits CloudFront where a firewall resets; a certificate or default site where the server has none; a server that stays up.',
    whatDoesNot: 'A new certificate, other ciphers or versions: nothing of TLS was exchanged.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
  ],
  applies: (scene) => !(scene.origin.kind === 's3-website' && speaksTls(scene)),
  judge: ({ handshakes }, scene) => judgeRefused('connection-reset', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} resets the connection ${beforeTls(first)}${where}`,
    explanation: `The other side, not we, ended the connection, by a TCP reset. A firewall may admit CloudFront and not us: then this is not the cause.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => findWhoHangsUp(first.target),
  deadEnds: () => [VIEWER_CERTIFICATE],
});
