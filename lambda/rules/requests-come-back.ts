import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { list } from '../dials.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { hostSenders, stopForwardingHost } from '../remedies/host-policy.ts';
import { SIGHT } from '../remedies/serving.ts';
import { renameOrigin } from '../remedies/tenant-parameter.ts';
import { defineRule, type Unseen } from '../rule.ts';
import { namesOf, standsBehind } from '../stands-behind.ts';

const ALIASES = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html';

/**
 * CloudFront chooses the distribution by the name that is asked for, at whichever of its addresses: an alternate domain name is
 * on one distribution only. Amplify Hosting is served by CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export const requestsComeBack = defineRule({
  id: 'requests-come-back',
  title: 'requests that come back to the distribution',
  about: {
    whatHappens:
      "CloudFront sends the request to CloudFront, and there it comes back to this very distribution. Either the origin's name leads to the distribution itself (an alias that was the origin before DNS was switched), or the origin is another distribution or an Amplify app and the viewer's Host is forwarded, by which CloudFront chooses the distribution.",
    whatCloudFrontDoes: 'It sends the request round until it ends it with an error; no origin ever sees it.',
    howToBeSure:
      "`dig +short` of the origin's name ends in `cloudfront.net`. It is this distribution's own name, or a behavior forwards Host.",
    whatFixesIt:
      'An origin domain name that leads to the origin itself. Before another distribution or Amplify: no Host forwarded, so that it is asked for under its own name.',
    whatDoesNot: 'Certificates: the handshake succeeds, with the certificate that viewers see. Invalidating the cache.',
  },
  certainty: 'likely',
  needs: ['resolution'],
  uses: SIGHT,
  references: [
    ALIASES,
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
  ],
  applies: ({ origin }, resolution) =>
    origin.connection.type === 'custom' && SERVED_BY_CLOUDFRONT.has(standsBehind(origin, resolution)),
  judge: ({ resolution }, { origin, distribution }) => {
    const names = namesOf(origin, { status: 'observed', value: resolution });
    const reaching = behaviorsReaching(origin.id, distribution);
    const isForwarded = reaching.some(({ hostForwarding }) => hostForwarding.kind === 'forwarded');
    const itself = distribution.domainName !== '' && names.includes(distribution.domainName);
    if (!itself && !isForwarded) {
      return reaching.some(({ hostForwarding }) => hostForwarding.kind === 'unknown') ? UNREAD : undefined;
    }
    return {
      facts: { itself, chain: names.slice(1), last: names.at(-1) ?? origin.domainName },
      witness: { kind: 'endpoint', key: origin.domainName },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ itself, chain, last }, { origin, distribution }) => ({
    title: itself
      ? `Origin ${origin.domainName} is this distribution itself: requests come back to it`
      : `The viewer's Host is forwarded to ${origin.domainName}, which CloudFront serves too: requests come back`,
    explanation: itself
      ? `The origin's name leads to ${distribution.domainName}, so every request that the cache cannot answer goes round and reaches no server.`
      : `CloudFront chooses the distribution by the name that is asked for. Asked for the viewer's Host it finds this distribution again, whatever stands behind ${last}.`,
    evidence: [
      ...(chain.length > 0 ? [`DNS: ${list([origin.domainName, ...chain], 4)}`] : []),
      ...(itself ? [] : hostSenders({ origin, distribution })),
    ],
  }),
  remedy: ({ itself }, context) =>
    itself
      ? renameOrigin(
          "Make a name that leads to the server itself the origin's domain name: the name before DNS was switched, of the load balancer or the host. Write it in the place of ORIGIN_NAME; over HTTPS its certificate must carry it",
          context,
          'ORIGIN_NAME',
        )
      : stopForwardingHost(context, false, 'Stop'),
  deadEnds: () => [INVALIDATE],
});

const UNREAD: Unseen = { unseen: 'whether the Host header goes on to the origin could not be read' };

/** https://docs.aws.amazon.com/amplify/latest/userguide/welcome.html */
const SERVED_BY_CLOUDFRONT: ReadonlySet<string> = new Set(['cloudfront', 'amplify']);
