import { endpoint, list, partly, speaksTls, unique } from '../dials.ts';
import { askedAgain, endOf, ORIGIN_NAME, servedNames } from '../handshake-faults.ts';
import { judgeRefused } from '../refused-dials.ts';
import { ALLOW_TLS_1_2, acceptName, RSA_INSTEAD } from '../remedies/accept-name.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { hostSenders } from '../remedies/host-policy.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The server turns the name away that CloudFront sends, and serves another one: alert 112, 80 of Caddy, 40, or a reset.
 * The name is the viewer's Host where the behavior forwards it.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html and
 * https://www.rfc-editor.org/rfc/rfc6066#section-3
 */
export const serverNameRejected = defineRule({
  id: 'server-name-rejected',
  title: 'server name that the origin turns away',
  about: {
    whatHappens:
      "The origin refuses the handshake for the name that CloudFront sends, and completes it for another one. Often that name is the viewer's Host, which a policy forwards and the server does not know.",
    whatCloudFrontDoes:
      'It sends the forwarded Host as server name (SNI), else the origin\u2019s domain name, and answers 502 where the handshake is refused.',
    howToBeSure:
      'Ask the same address twice with `openssl s_client -servername`: with the name that fails, and with the origin\u2019s own. Only the first is refused.',
    whatFixesIt:
      'The origin request policy `Managed-AllViewerExceptHostHeader` and a cache policy without Host in its key; or a server that knows the name and has a certificate for it.',
    whatDoesNot:
      'Another key type, TLS 1.2 beside TLS 1.3, or a new certificate for the distribution: the server refuses before any of these matter.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html',
    'https://www.rfc-editor.org/rfc/rfc6066#section-3',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) =>
    judgeRefused('server-name-rejected', handshakes, scene, ({ outcome, target }) =>
      outcome.kind === 'alert' && target.hostForwarded !== 'unknown' ? 'proven' : 'likely',
    ),
  explain({ first, failing, seen, where, all }, { origin, distribution }) {
    const senders = first.target.hostForwarded === 'no' ? [] : hostSenders({ origin, distribution });
    const names = unique(failing.map(({ target }) => target.serverName));
    const good = servedNames(first, all).map((name) => (name === ORIGIN_NAME ? origin.domainName : name));
    const isOwn = distribution.aliases.length > 0 && names.every((name) => name === distribution.domainName);
    const sent = first.target.hostForwarded === 'no' ? '' : ", the viewer's Host";
    const served = good.length > 0 ? ` The same address serves ${list(good, 3)}.` : '';
    return {
      title: `Origin ${origin.domainName} turns away the server name ${list(names, 2)}${where.startsWith(' on ') ? where : ''}`,
      explanation: `CloudFront asks for ${list(names, 2)}${sent}, and the origin refuses the handshake with ${endOf(first)}.${served}${isOwn ? ' Viewers who come by an alias do not meet this.' : partly(failing, seen)}`,
      evidence: [
        `${unique(failing.map(({ target }) => endpoint(target)))
          .slice(0, 3)
          .join(', ')} for ${list(names, 3)}: ${endOf(first)}`,
        ...askedAgain(first),
        ...senders,
      ],
    };
  },
  remedy: ({ first }, context) => acceptName(first.target, context),
  deadEnds: () => [RSA_INSTEAD, ALLOW_TLS_1_2, VIEWER_CERTIFICATE],
});
