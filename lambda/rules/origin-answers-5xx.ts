import { MEANING, responder, WHO } from '../answered-by.ts';
import { cut, endpoint } from '../dials.ts';
import type { Answer } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { lookBehind } from '../remedies/look-behind.ts';
import { defineRule, type Unseen } from '../rule.ts';

type Answered = Extract<Answer, { kind: 'answered' }>;

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
  certainty: 'likely',
  needs: ['answer'],
  uses: ['loadBalancer'],
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
  explain: ({ answer, by }) => {
    const { status, method, target, headers, tookMs } = answer;
    const told = Object.entries(headers)
      .slice(0, 4)
      .map(([name, value]) => `${name}: ${cut(value, 60)}`);
    return {
      title: `The origin itself answered ${status} to ${method} ${url(answer)}${target.scheme === 'https' ? ': not TLS' : ''}`,
      explanation: `${target.scheme === 'https' ? 'Connection and certificate are sound' : 'The connection is sound'}; ${WHO[by]} made this answer, and CloudFront passes it on. ${MEANING[by][status] ?? 'Its own log says why.'} We asked one path, without viewers' cookies and the origin's custom headers.`,
      evidence: [
        `Answered: ${status} from ${endpoint(target)} after ${tookMs} ms`,
        ...(told.length > 0 ? [`Headers: ${told.join('; ')}`] : []),
      ],
    };
  },
  remedy: ({ answer, by }, { loadBalancer }) => lookBehind(answer, by, loadBalancer),
  deadEnds: () => [
    {
      tempting: 'Replacing certificates or changing TLS settings',
      why: 'The handshake succeeds; the answer comes after it.',
    },
    INVALIDATE,
  ],
});

const url = ({ target, path }: Pick<Answered, 'target' | 'path'>) =>
  `${target.scheme}://${target.serverName}${cut(path, 60)}`;

const unanswered = (answer: Exclude<Answer, Answered>): Unseen => ({
  unseen: `${answer.method} ${url(answer)} was not answered (${answer.how}), so the origin's own answer is not known`,
});
