import { endedIn, endpoint, list, reach, speaksTls, where } from '../dials.ts';
import type { Handshake } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { dig } from '../remedies/dig.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule } from '../rule.ts';

const SILENT = { unseen: 'no dial was answered, so nothing is known of the port' } as const;

/** Ends of a dial that show an open port. */
const ANSWERED = ['connected', 'completed', 'alert', 'not-tls', 'malformed'] as const;

/** Then this is only what the missing listener looks like from outside. */
const NO_LISTENER = [
  { action: 'Create the listener that is missing, see there: this is what it looks like from outside' },
];

/** Each address and port once: names do not matter to a port. */
const perEndpoint = (dials: readonly Handshake[]) => [
  ...new Map(dials.map((dial) => [endpoint(dial.target), dial])).values(),
];

/**
 * A TCP reset in answer to the SYN: nothing listens on the port, or a firewall rejects us. It may not reject CloudFront,
 * so this is likely at most. RFC 9293 section 3.5.2; a rejected port is a cause of 502 in AWS's list.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const portRefused = defineRule({
  id: 'port-refused',
  title: 'refused connection',
  about: {
    whatHappens:
      'The origin refuses connections on the port that the distribution names: the service is down, listens elsewhere or on loopback only, or a firewall rejects.',
    whatCloudFrontDoes:
      'It tries up to three times, then answers 502; 504 where packets are dropped in silence instead.',
    howToBeSure:
      '`nc -vz ADDRESS PORT` says `refused` at once, and `ss -ltn` on the server shows no listener on that port. A firewall may treat CloudFront differently from us.',
    whatFixesIt:
      'Start the service, bind it to the public address, or set the port in the distribution to the one it listens on.',
    whatDoesNot: 'Certificates and TLS settings: the connection ends before the first byte of TLS.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: ['listener'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc9293#section-3.5.2',
  ],
  applies: (scene) => !(scene.origin.kind === 's3-website' && speaksTls(scene)),
  judge: ({ handshakes }, { origin }) => {
    const failing = perEndpoint(endedIn(handshakes, 'refused'));
    const seen = [...perEndpoint(endedIn(handshakes, ...ANSWERED)), ...failing];
    const [first] = failing;
    if (seen.length === 0) return SILENT;
    if (!first) return undefined;
    return {
      facts: { target: first.target, refused: failing.map(({ target }) => target), where: where(failing, seen) },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
      reach: reach(failing, seen),
    };
  },
  explain: ({ target, refused, where }, { origin }) => ({
    title: `Origin ${origin.domainName} refuses connections on port ${target.port}${where}`,
    explanation:
      'The connection was refused before a byte of TLS or HTTP: nothing listens there, or a firewall rejects. We are not CloudFront, so a firewall may have turned away us alone.',
    evidence: [`Refused: ${list(refused.map(endpoint))}`],
  }),
  remedy: ({ target, refused, where }, { origin, listener }) =>
    listener.status === 'observed' && listener.value.kind === 'missing'
      ? NO_LISTENER
      : [
          {
            action: `On the origin, see what listens on port ${target.port}. Start what should, and bind it to the public address, not 127.0.0.1`,
            command: `sudo ss -ltnp 'sport = :${target.port}'`,
            verify: shellLine('nc', '-vz', '-w', '5', target.address, String(target.port)),
          },
          ...(where
            ? [
                {
                  action: `Until it answers, take ${list(refused.map(({ address }) => address))} out of the DNS record of ${origin.domainName}: CloudFront goes on trying it`,
                  verify: dig('+short', origin.domainName),
                },
              ]
            : []),
          {
            action: "If it does listen, a firewall rejects: admit CloudFront's addresses, which this list holds",
            command:
              'aws ec2 describe-managed-prefix-lists --region us-east-1 --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing',
            reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
          },
        ],
  deadEnds: () => [
    { tempting: 'Replacing the certificate', why: 'The connection is refused before any certificate is shown.' },
    INVALIDATE,
  ],
});
