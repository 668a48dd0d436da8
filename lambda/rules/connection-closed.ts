import { partly, speaksTls } from '../dials.ts';
import { beforeTls, endsTold, judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { findWhoHangsUp } from '../remedies/hung-up.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin accepts the connection and closes it in good order before it has sent a byte, whatever name or offer is tried.
 * Firewalls may treat us otherwise than CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const connectionClosed = defineRule({
  id: 'connection-closed',
  title: 'connection closed without a byte of TLS',
  about: {
    whatHappens:
      'The origin accepts the connection and closes it before it has sent a byte of TLS: a proxy whose target is gone, a limit of connections, a service that starts or stops.',
    whatCloudFrontDoes: 'It tries again up to the number of connection attempts, then answers 502.',
    howToBeSure:
      '`openssl s_client` prints `CONNECTED` and then `unexpected eof while reading`; no byte was read. Try from an address that the firewall admits.',
    whatFixesIt:
      'A live target behind the proxy, room for more connections, a certificate where the site has none; a firewall that admits CloudFront.',
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
  judge: ({ handshakes }, scene) => judgeRefused('connection-closed', handshakes, scene),
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} closes the connection ${beforeTls(first)}${where}`,
    explanation: `The other side, not we, ended the connection, in good order (TCP FIN). A firewall may admit CloudFront and not us: then this is not the cause.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }) => findWhoHangsUp(first.target),
  deadEnds: () => [VIEWER_CERTIFICATE],
});
