import { responder } from '../answered-by.ts';
import { cut, endpoint, list } from '../dials.ts';
import type { Origin } from '../model/distribution.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { showRules } from '../remedies/listener-rules.ts';
import { defineRule, type Unseen } from '../rule.ts';
import { askAgain } from '../unanswered.ts';

const unanswered = (how: string): Unseen => ({ unseen: `the request was not answered (${how})` });

/**
 * The load balancer made the answer itself, and with this very status its listener answers every request that no rule
 * takes. A rule's own fixed response, or a target group without targets, may say the same: likely and no more.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export const listenerAnswersFixedResponse = defineRule({
  id: 'listener-answers-fixed-response',
  title: 'listener that answers 5xx by itself',
  about: {
    whatHappens:
      'The default action of the load balancer’s listener is a fixed response with a 5xx, and that is what came: no rule of the listener takes the request, mostly because the Host that CloudFront sends is in none of their conditions.',
    whatCloudFrontDoes: 'It passes the answer on to the viewer.',
    howToBeSure:
      '`aws elbv2 describe-rules` shows the conditions; `curl` with a Host that one of them names gets another answer.',
    whatFixesIt:
      "A rule whose host condition names what CloudFront sends; or CloudFront sending a host that is in a rule: the origin's domain name, or the viewer's Host.",
    whatDoesNot: 'Certificates, targets, TLS settings: the request got as far as the listener and no further.',
  },
  certainty: 'likely',
  needs: ['answer', 'loadBalancer', 'listener'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html',
  ],
  judge: ({ answer, loadBalancer, listener: state }, { origin }) => {
    if (answer.kind === 'no-answer') return unanswered(answer.how);
    const action = state.kind === 'found' ? state.listener.defaultAction : undefined;
    if (state.kind !== 'found' || action?.kind !== 'fixed-response') return undefined;
    const isItsOwn = responder(answer.headers, origin) === 'load-balancer';
    if (answer.status < 500 || answer.status !== action.status || !isItsOwn) return undefined;
    return {
      facts: { answer, listener: state.listener, balancer: loadBalancer },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${answer.target.port}` },
      reach: { failing: 1, seen: 1, of: [answer.target.serverName] },
      /** Rules often ask for a secret header that CloudFront has and we do not. */
      leads: origin.customHeaderNames.length === 0,
    };
  },
  explain: ({ answer: { status, target, method, path }, listener: { port }, balancer }, { origin }) => ({
    title: `The listener on port ${port} of ${balancer.name} answers ${status} itself: no rule takes ${request(target.serverName, origin)}`,
    explanation: `The connection is sound. The load balancer made this answer, and ${status} is what its listener is told to answer where no rule takes the request. We asked one path, without viewers' cookies.`,
    evidence: [
      `Answered: ${status} from ${endpoint(target)} to ${method} ${cut(path, 60)}, Host ${target.serverName}`,
      `Listener on port ${port} of ${balancer.name} in ${balancer.region}: default action fixed-response ${status}`,
    ],
  }),
  remedy: ({ answer, listener, balancer }) => [
    showRules(
      listener,
      balancer.region,
      `See which rule should take it, and what keeps it from doing so: its host condition must name ${answer.target.serverName}, its other conditions what CloudFront sends`,
    ),
    { action: 'After the change, ask again', command: askAgain(answer, 10) },
  ],
  deadEnds: () => [
    { tempting: 'Replacing certificates or mending targets', why: 'The listener answers before any target is asked.' },
    INVALIDATE,
  ],
});

/** Ours is not quite CloudFront's: it has none of the custom headers. */
function request(serverName: string, { customHeaderNames }: Origin): string {
  const lacking = list(
    customHeaderNames.map((name) => cut(name, 40)),
    2,
  );
  return `a request for ${serverName}${lacking ? ` without ${lacking}, which CloudFront sends and we do not` : ''}`;
}
