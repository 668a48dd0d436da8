import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { sentNames } from '../cloudfront/sent-names.ts';
import { cut } from '../dials.ts';
import type { ListenerAction } from '../model/load-balancer.ts';
import type { Scene } from '../place.ts';
import { goesBack, redirectTo } from '../redirects.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { showRules } from '../remedies/listener-rules.ts';
import { defineRule } from '../rule.ts';

/** The first name that CloudFront sends which the redirect leads back with, and where to. */
function circle(action: ListenerAction | undefined, port: number, { origin, distribution }: Scene) {
  const { connection } = origin;
  if (action?.kind !== 'redirect' || connection.type !== 'vpc') return undefined;
  const scheme = connection.protocolPolicy === 'http-only' ? 'http' : 'https';
  const { names } = sentNames(origin, behaviorsReaching(origin.id, distribution), distribution);
  for (const { serverName } of names) {
    const asked = { scheme, host: serverName, port, path: origin.path || '/' } as const;
    const to = redirectTo(action, asked);
    if (to && goesBack(to, asked, distribution, origin)) return { serverName, to: to.href };
  }
  return undefined;
}

/**
 * The listener of a VPC origin redirects whatever no rule takes back to the distribution, which makes the same request again.
 * That makes no 5xx: it is told, and never leads. Where an origin can be dialled, its answer tells (`redirect-loop`).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export const listenerRedirectsToDistribution = defineRule({
  id: 'listener-redirects-to-distribution',
  title: 'listener that redirects back to the distribution',
  about: {
    whatHappens:
      'The origin cannot be dialled, and by its record the listener of the load balancer redirects every request that no rule takes to the distribution itself: mostly HTTP to HTTPS, while CloudFront speaks plain HTTP to it and forwards Host.',
    whatCloudFrontDoes: 'It passes the redirect on; the viewer comes back, and the browser gives up after some twenty.',
    howToBeSure: '`curl -sSIL --max-redirs 5 URL` of the distribution ends with too many redirects.',
    whatFixesIt: 'HTTPS from CloudFront to the origin, or a rule on the listener that forwards these requests.',
    whatDoesNot: 'Invalidating the cache. It makes no 5xx: look for that elsewhere.',
  },
  certainty: 'likely',
  needs: ['loadBalancer', 'listener'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
  ],
  applies: ({ origin }) => origin.connection.type === 'vpc',
  judge: ({ loadBalancer, listener: state }, scene) => {
    if (state.kind !== 'found') return undefined;
    const { listener } = state;
    const found = circle(listener.defaultAction, listener.port, scene);
    return (
      found && {
        facts: { ...found, listener, balancer: loadBalancer },
        witness: { kind: 'listener', key: listener.arn },
        reach: { failing: 1, seen: 1, of: [found.serverName] },
        leads: false,
      }
    );
  },
  explain: ({ listener, balancer, serverName, to }) => ({
    title: `The listener on port ${listener.port} of ${balancer.name} redirects what no rule takes back to ${cut(to)}`,
    explanation:
      'CloudFront passes the redirect on, the viewer comes back, and the same request is made again. That makes no 5xx.',
    evidence: [
      `Listener on port ${listener.port} of ${balancer.name}: asked for ${serverName}, it redirects to ${cut(to)}`,
    ],
  }),
  remedy: ({ listener, balancer }) => [
    showRules(
      listener,
      balancer.region,
      'Let CloudFront speak HTTPS to this origin, or give the listener a rule that forwards these requests. Its rules now',
    ),
  ],
  deadEnds: () => [INVALIDATE],
});
