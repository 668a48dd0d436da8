import { admission } from '../cloudfront/admission.ts';
import { list } from '../dials.ts';
import type { Observations } from '../model/evidence.ts';
import type { Step } from '../model/finding.ts';
import type { ListenerState } from '../model/load-balancer.ts';
import { admitCloudFront } from '../remedies/admit-cloudfront.ts';
import { editConnection } from '../remedies/edit-connection.ts';
import { openListener } from '../remedies/open-listener.ts';
import { defineRule } from '../rule.ts';

type Missing = Extract<ListenerState, { kind: 'missing' }>;

const described = ({ others }: Missing) => others.map(({ port, protocol }) => `${port} (${protocol})`);
const encrypted = ({ others }: Missing) => others.find(({ protocol }) => /^(HTTPS|TLS|SSL)$/.test(protocol));

/** The other port is shut to CloudFront, as far as the rules were read: it must be opened too. */
function admitted(rules: Observations['securityGroups'], port: number): Step[] {
  if (rules.status !== 'observed') return [];
  const shut = rules.value.families.find((family) => admission(rules.value, family, port).kind === 'closed');
  return shut ? admitCloudFront(rules.value, shut, port) : [];
}

/**
 * A load balancer accepts connections on the ports of its listeners and on no other. CloudFront answers 502 when the
 * origin does not respond on the port that the distribution names.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const listenerMissing = defineRule({
  id: 'listener-missing',
  title: 'no listener on the port that CloudFront dials',
  about: {
    whatHappens:
      'The origin is a load balancer, and none of its listeners is on the port that the distribution dials: it was never created, was deleted, or was moved.',
    whatCloudFrontDoes: 'It cannot connect, and answers 502 or 504.',
    howToBeSure:
      "`aws elbv2 describe-listeners` names the ports that exist; the origin's `HTTPSPort` (or `HTTPPort`, with `http-only`) is not among them.",
    whatFixesIt:
      "Create the listener, with a certificate for the origin's name; or set the port in the distribution to one that has a TLS listener.",
    whatDoesNot: 'Opening the security group, or replacing a certificate: nothing is there to be reached.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'listener'],
  uses: ['candidates', 'securityGroups'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html',
  ],
  applies: ({ origin }) => origin.connection.type !== 's3',
  judge: ({ loadBalancer, listener }, { origin }) => {
    if (listener.kind !== 'missing') return undefined;
    return {
      facts: { balancer: loadBalancer, missing: listener },
      witness: { kind: 'load-balancer', key: `${loadBalancer.arn}:${listener.port}` },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ balancer, missing }, { origin }) => ({
    title: `Nothing listens on port ${missing.port} of load balancer ${balancer.name}, which CloudFront dials`,
    explanation: `The distribution sends origin ${origin.domainName} to port ${missing.port}. ${
      missing.others.length > 0
        ? `The load balancer listens on ${list(described(missing))} only.`
        : 'The load balancer has no listener at all.'
    }`,
    evidence: [`Listeners of ${balancer.name} in ${balancer.region}: ${list(described(missing)) || 'none'}`],
  }),
  remedy: ({ balancer, missing }, { origin, distribution, candidates, securityGroups }) => {
    const { connection } = origin;
    const secure = connection.type === 's3' || connection.protocolPolicy !== 'http-only';
    const other = encrypted(missing);
    const over = secure ? '' : ', over HTTPS: its certificate must cover the name that CloudFront sends';
    const to = { ...(secure ? {} : { OriginProtocolPolicy: 'https-only' }), HTTPSPort: other?.port };
    return [
      ...(other
        ? [
            ...editConnection(
              `If port ${other.port} (${other.protocol}) is the one that is meant, let CloudFront dial it${over}`,
              { origin, distribution },
              to,
            ),
            ...admitted(securityGroups, other.port),
          ]
        : []),
      ...openListener(missing.port, secure, { balancer, candidates }),
    ];
  },
  deadEnds: ({ missing }) => [
    {
      tempting: 'Opening the security group alone',
      why: `A port that nothing listens on stays shut. Port ${missing.port} needs a listener first.`,
    },
    {
      tempting: 'Replacing a certificate',
      why: 'No certificate was asked for: the connection does not come about.',
    },
  ],
});
