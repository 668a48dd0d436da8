import { MEANING } from '../answered-by.ts';
import { passedOn } from '../counted.ts';
import { utc } from '../dates.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { lookBehindBalancer, TLS_IS_SOUND } from '../remedies/look-behind.ts';
import { defineRule } from '../rule.ts';

/** Network load balancers do not see any. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html */
const COUNTS_ANSWERS: ReadonlySet<string> = new Set<LoadBalancer['type']>(['application', 'classic']);

/** The share of the viewers' errors from which the load balancer's explain them. */
const MOST = 0.5;

/**
 * The load balancer's own metrics say who made the errors that viewers get: `HTTPCode_ELB_5XX_Count` counts answers of the load
 * balancer, `HTTPCode_Target_5XX_Count` those of its targets; of a classic one `HTTPCode_ELB_5XX` and `HTTPCode_Backend_5XX`. CloudFront
 * hands both on.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const loadBalancerCounts5xx = defineRule({
  id: 'load-balancer-counts-5xx',
  title: "5xx in the load balancer's own metrics",
  about: {
    whatHappens:
      'While viewers get errors, the load balancer behind the origin counts 5xx answers too: its own, or those of its targets. One path that we ask may be well all the same.',
    whatCloudFrontDoes: 'It passes the answers on to the viewers.',
    howToBeSure:
      'Lay `HTTPCode_ELB_5XX_Count` and `HTTPCode_Target_5XX_Count` of the load balancer beside `5xxErrorRate` and `Requests` of the distribution: they rise in the same minute, by about the same number. A classic load balancer has `HTTPCode_ELB_5XX` and `HTTPCode_Backend_5XX`.',
    whatFixesIt:
      'Whatever mends the targets: a rollback, fit targets, the right protocol of the target group. Access logs of the load balancer say which paths.',
    whatDoesNot: 'Certificates and TLS settings: these requests came through.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'balancerCounts', 'traffic'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  judge({ loadBalancer, balancerCounts, traffic }, { origin }) {
    if (!COUNTS_ANSWERS.has(loadBalancer.type)) return { unseen: 'a network load balancer counts no answers' };
    const passed = passedOn(balancerCounts, traffic);
    if (!passed || 'unseen' in passed) return passed;
    return {
      facts: { ...passed, loadBalancer },
      witness: { kind: 'load-balancer', key: loadBalancer.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
      certainty: passed.perMinute >= passed.viewers * MOST ? 'proven' : 'likely',
    };
  },
  explain({ by, perMinute, before, viewers, since, loadBalancer: { name, arn, type }, code }) {
    const own = by === 'load-balancer';
    const behind = type === 'classic' ? 'instances' : 'targets';
    const who = own ? `Load balancer ${name} itself answers` : `The ${behind} behind load balancer ${name} answer`;
    const meaning = code ? ` ${MEANING['load-balancer'][code] ?? ''}` : '';
    return {
      title: `${who} ${code ?? '5xx'}, ${perMinute} a minute: not TLS`,
      explanation: `Viewers get about ${viewers} errors a minute, and the load balancer counts ${perMinute} of its ${own ? 'own' : behind} in the same minutes: CloudFront passes them on.${meaning} The one path that we asked need not be among them.`,
      evidence: [
        `Counted: ${perMinute} a minute since ${utc(since)}, ${before} in a minute of the hour before`,
        `By: ${arn}`,
      ],
    };
  },
  remedy: ({ by, loadBalancer, code }) => lookBehindBalancer(loadBalancer, by, code),
  deadEnds: () => [TLS_IS_SOUND, INVALIDATE],
});
