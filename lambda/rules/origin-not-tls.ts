import { endedIn, endpoint, reach, speaksTls, unique, where } from '../dials.ts';
import type { ListenerState } from '../model/load-balancer.ts';
import { HTTP_ONLY, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { askTls } from '../remedies/open-listener.ts';
import { defineRule } from '../rule.ts';

/**
 * What a server says first gives its protocol away: RFC 9112 section 4, RFC 4253 section 4.2, RFC 5321 section 4.2, and
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
 * (length, number 0, version 10, the server's version; bytes escaped).
 */
const TONGUES: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/|^<(!doctype|html)/i, 'plain HTTP'],
  [/^SSH-/, 'SSH'],
  [/^220[ -].*(SMTP|mail)/i, 'SMTP (mail)'],
  [/^220[ -].*FTP/i, 'FTP'],
  [/^(?:\\x[0-9a-f]{2}|.)(?:\\x00){3}\\x0a\d+\.\d+/, 'MySQL'],
];

const SILENT = { unseen: 'no dial got a byte out of the HTTPS port' } as const;

/** Then this is only what the plain listener looks like from outside. */
const PLAIN_LISTENER = [{ action: 'Turn the listener into HTTPS, see there: this is what it looks like from outside' }];

const isPlain = (state: ListenerState) => state.kind === 'found' && state.listener.protocol === 'HTTP';

const tongue = (firstBytes: string) => TONGUES.find(([shape]) => shape.test(firstBytes))?.[1];

/**
 * The first bytes on the origin's HTTPS port are no TLS record (RFC 8446 section 5.1), so no handshake can succeed.
 * https://www.rfc-editor.org/rfc/rfc8446#section-5.1
 */
export const originNotTls = defineRule({
  id: 'origin-not-tls',
  title: 'something other than TLS on the HTTPS port',
  about: {
    whatHappens:
      "The connection opens, and what answers on the origin's HTTPS port is no TLS: a web server that speaks plain HTTP there, or another service.",
    whatCloudFrontDoes:
      'It cannot complete a handshake and answers 502. With `match-viewer` only viewers over HTTPS are hit.',
    howToBeSure:
      '`openssl s_client` reports `wrong version number` or `packet length too long`; `curl http://HOST:PORT/` is answered.',
    whatFixesIt:
      "Let the server speak TLS on that port (nginx: `listen 443 ssl`), or set the origin's HTTPS port to the one where it does.",
    whatDoesNot:
      'A new certificate, while nothing on that port would show it. Downgrading to `http-only` sends every request unencrypted.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: ['listener'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc8446#section-5.1',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, { origin }) => {
    const seen = endedIn(handshakes, 'not-tls', 'completed', 'alert', 'malformed');
    const failing = seen.flatMap(({ target, outcome }) =>
      outcome.kind === 'not-tls' ? [{ target, firstBytes: outcome.firstBytes }] : [],
    );
    const [first] = failing;
    if (seen.length === 0) return SILENT;
    if (!first) return undefined;
    return {
      facts: { first, failing, where: where(failing, seen) },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
      reach: reach(failing, seen),
    };
  },
  explain: ({ first: { target, firstBytes }, failing, where }, { origin }) => {
    const what = tongue(firstBytes);
    return {
      title: `Origin ${origin.domainName} answers ${what ?? 'something that is not TLS'} on port ${target.port}${where}`,
      explanation: `CloudFront opens a TLS handshake on port ${target.port} and is answered ${what ? `in ${what}` : 'in another protocol'}, so no handshake can succeed there, whatever the certificate.`,
      evidence: unique(failing.map((one) => `${endpoint(one.target)} began with: ${one.firstBytes}`)).slice(0, 3),
    };
  },
  remedy: ({ first: { target, firstBytes } }, { origin, distribution, listener }) =>
    listener.status === 'observed' && isPlain(listener.value)
      ? PLAIN_LISTENER
      : [
          tongue(firstBytes) === 'plain HTTP'
            ? {
                action: `Let the web server speak TLS on port ${target.port} with a certificate for ${target.serverName}. nginx: \`listen ${target.port} ssl;\`; Apache: \`SSLEngine on\` in that virtual host. Then reload`,
                command: 'sudo nginx -t && sudo systemctl reload nginx',
                verify: askTls(target.serverName, target.port),
              }
            : {
                action: `Find out which service holds port ${target.port} on the origin, and where the web server with TLS listens`,
                command: `sudo ss -ltnp 'sport = :${target.port}'`,
                verify: askTls(target.serverName, target.port),
              },
          editOrigin(
            'Or, if TLS is spoken on another port, let CloudFront dial that one (write it in the place of PORT)',
            distribution,
            origin.id,
            '.CustomOriginConfig.HTTPSPort = PORT',
          ),
        ],
  deadEnds: ({ first: { firstBytes } }) =>
    tongue(firstBytes) === 'plain HTTP' ? [HTTP_ONLY, SKIP_VERIFICATION] : [SKIP_VERIFICATION],
});
