import { MEANING, type Responder, responder, WHO } from '../answered-by.ts';
import { riseOf } from '../counted.ts';
import { cut, endpoint, list } from '../dials.ts';
import { impactOf } from '../impact.ts';
import type { Observations } from '../model/evidence.ts';
import type { Answer } from '../model/handshake.ts';
import type { Listener } from '../model/load-balancer.ts';
import type { BalancerMetric } from '../model/traffic.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { forwardAgain, lookBehind, TLS_IS_SOUND } from '../remedies/look-behind.ts';
import { type Context, defineRule, type Unseen } from '../rule.ts';
import { healthWords, isFit } from '../targets.ts';

type Answered = Extract<Answer, { kind: 'answered' }>;
type Counts = Pick<
  Context<'balancerCounts' | 'traffic' | 'loadBalancer'>,
  'balancerCounts' | 'traffic' | 'loadBalancer'
>;

/**
 * CloudFront hands a 5xx of the origin on to the viewer: a 502 of an Application Load Balancer or of API Gateway is in
 * AWS's list of causes beside those of TLS. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const originAnswers5xx = defineRule({
  id: 'origin-answers-5xx',
  title: '5xx from the origin itself (one path asked)',
  about: {
    whatHappens:
      'The connection is sound, and the origin itself answers with a 5xx: its load balancer, its gateway, another CDN before it, or the application.',
    whatCloudFrontDoes:
      'It passes the answer on to the viewer, or shows the custom error page that the distribution has for it.',
    howToBeSure:
      "Ask the origin directly with `curl` and the same Host. The load balancer's own metrics, `HTTPCode_ELB_5XX_Count` and `HTTPCode_Target_5XX_Count`, say who made it. One good answer rules out nothing: another path, or a request with cookies, may fare otherwise.",
    whatFixesIt:
      'Whatever mends the origin: fit targets behind the load balancer, the right protocol of the target group, a rollback.',
    whatDoesNot: 'Certificates and TLS settings.',
  },
  certainty: 'proven',
  needs: ['answer'],
  uses: ['loadBalancer', 'listener', 'targets', 'balancerCounts', 'traffic'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  ],
  judge: ({ answer }, { origin }) => {
    if (answer.kind === 'no-answer') return unanswered(answer);
    if (answer.status < 500) return undefined;
    return {
      facts: { answer, by: responder(answer.headers, origin) },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${answer.target.port}` },
      reach: { failing: 1, seen: 1, of: [answer.target.serverName] },
    };
  },
  weigh: ({ answer, by: named }, context) => {
    const by = madeBy({ answer, by: named }, context);
    if (countedToo(answer, by, context)) return 'proven';
    // A rule of the listener may ask for the secret header that CloudFront has and we do not.
    return fixedBy(answer, by, context.listener) && context.origin.customHeaderNames.length > 0 ? 'notice' : 'likely';
  },
  explain: ({ answer, by: named }, context) => {
    const { listener, targets, loadBalancer } = context;
    const by = madeBy({ answer, by: named }, context);
    const { status, method, target, headers, tookMs } = answer;
    const told = Object.entries(headers)
      .slice(0, 4)
      .map(([name, value]) => `${name}: ${cut(value, 60)}`);
    return {
      title: `The origin itself answered ${status} to ${method} ${url(answer)}${target.scheme === 'https' ? ': not TLS' : ''}`,
      explanation: `${target.scheme === 'https' ? 'Connection and certificate are sound' : 'The connection is sound'}; ${WHO[by]} made this answer, and CloudFront passes it on. ${fixedBy(answer, by, listener) ? `The listener's default action is a fixed ${status}, for every request that no rule takes.` : (meaningOf(status, by, loadBalancer) ?? 'Its own log says why.')} We asked one path, without viewers' cookies and the origin's custom headers.`,
      evidence: [
        `Answered: ${status} from ${endpoint(target)} after ${tookMs} ms`,
        ...(told.length > 0 ? [`Headers: ${told.join('; ')}`] : []),
        ...behind(targets),
      ],
    };
  },
  remedy: ({ answer, by: named }, context) => {
    const { loadBalancer, listener, targets } = context;
    const by = madeBy({ answer, by: named }, context);
    const fixed = fixedBy(answer, by, listener);
    if (fixed) return forwardAgain(fixed.arn);
    return lookBehind(answer, by, { loadBalancer, targets });
  },
  deadEnds: () => [TLS_IS_SOUND, INVALIDATE],
});

type Seen = Counts & Pick<Context<'targets'>, 'targets'>;

/**
 * What headers a classic load balancer puts on its own answers is not documented. Where no server names itself, it made the answer if no
 * instance is fit, or if it counts more of its own 5xx than of its instances'.
 */
function madeBy({ answer, by }: { readonly answer: Answered; readonly by: Responder }, seen: Seen): Responder {
  if (!isClassic(seen.loadBalancer) || by !== 'application' || answer.headers.server !== undefined) return by;
  const { targets, balancerCounts, traffic } = seen;
  const groups = targets.status === 'observed' ? targets.value.groups : [];
  if (groups.length > 0 && groups.every((group) => !isFit(group))) return 'load-balancer';
  if (balancerCounts.status !== 'observed') return by;
  const since = traffic.status === 'observed' ? impactOf(traffic.value)?.since : undefined;
  const [own, instances] = (['own5xx', 'targets5xx'] as const).map(
    (metric) => riseOf(balancerCounts.value, metric, since)?.during ?? 0,
  );
  return (own ?? 0) >= COUNTED && (own ?? 0) > (instances ?? 0) ? 'load-balancer' : by;
}

function isClassic(loadBalancer: Observations['loadBalancer']): boolean {
  return loadBalancer.status === 'observed' && loadBalancer.value.type === 'classic';
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ts-elb-error-message.html */
const CLASSIC_503 = 'It answers so where none of its instances is registered or fit, or the queue before them is full.';

function meaningOf(status: number, by: Responder, loadBalancer: Observations['loadBalancer']): string | undefined {
  const isOwn = by === 'load-balancer' && isClassic(loadBalancer);
  return isOwn && status === 503 ? CLASSIC_503 : MEANING[by][status];
}

/** Answers a minute that are more than what we ask for ourselves. */
const COUNTED = 5;

/** The load balancer's own metric of what it answers itself; a classic one counts no single codes. */
const OWN: Readonly<Record<number, BalancerMetric>> = { 502: 'own502', 503: 'own503', 504: 'own504' };

/** Whether the load balancer's own metrics say that those who answered us answer viewers so, since these get errors. */
function countedToo({ status }: Answered, by: Responder, seen: Counts): boolean {
  const { balancerCounts, traffic, loadBalancer } = seen;
  if (balancerCounts.status !== 'observed') return false;
  const since = traffic.status === 'observed' ? impactOf(traffic.value)?.since : undefined;
  const own = isClassic(loadBalancer) ? 'own5xx' : (OWN[status] ?? 'own5xx');
  const metric = by === 'load-balancer' ? own : 'targets5xx';
  return (riseOf(balancerCounts.value, metric, since)?.during ?? 0) >= COUNTED;
}

/** The listener that sends this status to whatever no rule takes: a page of maintenance, perhaps, that was left on. */
function fixedBy({ status }: Answered, by: Responder, listener: Observations['listener']): Listener | undefined {
  if (by !== 'load-balancer' || listener.status !== 'observed' || listener.value.kind !== 'found') return undefined;
  const { defaultAction } = listener.value.listener;
  return defaultAction?.kind === 'fixed-response' && defaultAction.status === status
    ? listener.value.listener
    : undefined;
}

/** How the targets are, where that was asked. */
function behind(targets: Observations['targets']): string[] {
  const known = targets.status === 'observed' ? targets.value.groups.filter(({ unread }) => !unread) : [];
  return known.length > 0 ? [`${known[0]?.of ? 'Instances' : 'Targets'}: ${list(known.map(healthWords), 2)}`] : [];
}

const url = ({ target, path }: Pick<Answered, 'target' | 'path'>) =>
  `${target.scheme}://${target.serverName}${cut(path, 60)}`;

const unanswered = (answer: Exclude<Answer, Answered>): Unseen => ({
  unseen: `${answer.method} ${url(answer)} was not answered (${answer.how}), so the origin's own answer is not known`,
});
