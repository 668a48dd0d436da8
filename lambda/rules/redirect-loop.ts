import { cut, endpoint } from '../dials.ts';
import type { Observations } from '../model/evidence.ts';
import type { Answer } from '../model/handshake.ts';
import { type Asked, goesBack, redirectTo } from '../redirects.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { showRules } from '../remedies/listener-rules.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule, type Unseen } from '../rule.ts';

type Answered = Extract<Answer, { kind: 'answered' }>;

const unanswered = (how: string): Unseen => ({ unseen: `the request was not answered (${how})` });

/** Stands for a query, or another part, that was not kept: what is in it may end the circle. */
const LEFT_OUT = '…';

/** Where the redirect leads, made absolute; undefined where that cannot be told. */
function goal({ status, headers, target, path }: Answered): URL | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || location === undefined || location.includes(LEFT_OUT)) return undefined;
  const base = `${target.scheme}://${target.serverName}:${target.port}${path}`;
  return URL.canParse(location, base) ? new URL(location, base) : undefined;
}

function askedOf({ target: { scheme, serverName, port }, path }: Answered): Asked {
  return { scheme, host: serverName, port, path };
}

/** The listener whose default action redirects to just there, where that is who answered. */
function redirecting(answer: Answered, to: string, { listener: state }: Pick<Observations, 'listener'>) {
  if (state.status !== 'observed' || state.value.kind !== 'found') return undefined;
  const { listener } = state.value;
  const action = listener.defaultAction;
  return action?.kind === 'redirect' && redirectTo(action, askedOf(answer))?.href === to ? listener : undefined;
}

/**
 * CloudFront does not follow an origin's redirect, it passes it on: the viewer comes back, and the same request is made.
 * No 5xx comes of it, so it is told and never leads.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export const redirectLoop = defineRule({
  id: 'redirect-loop',
  title: 'redirect back to where it came from',
  about: {
    whatHappens:
      'The origin answers with a redirect to the distribution itself, or to the same URL: it wants HTTPS or a host name that CloudFront does not use towards it.',
    whatCloudFrontDoes: 'It passes the redirect on; the viewer comes back, and the browser gives up after some twenty.',
    howToBeSure:
      '`curl -sSIL --max-redirs 5 URL` of the distribution ends with too many redirects. A browser with the right cookie may fare otherwise.',
    whatFixesIt:
      'Let CloudFront speak HTTPS to the origin, or forward the Host header, or make the application trust the forwarded scheme and host.',
    whatDoesNot: 'Clearing cookies, invalidating the cache alone. It makes no 5xx: look for that elsewhere.',
  },
  certainty: 'likely',
  needs: ['answer'],
  uses: ['listener'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
  ],
  judge: ({ answer }, { origin, distribution }) => {
    if (answer.kind === 'no-answer') return unanswered(answer.how);
    const to = goal(answer);
    if (!to || !goesBack(to, askedOf(answer), distribution, origin)) return undefined;
    return {
      facts: { answer, to: to.href },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${answer.target.port}` },
      reach: { failing: 1, seen: 1, of: [answer.target.serverName] },
      leads: false,
    };
  },
  explain: ({ answer, to }, { origin, listener }) => ({
    title: `${redirecting(answer, to, { listener }) ? `The load balancer's listener before ${origin.domainName}` : `Origin ${origin.domainName}`} redirects back to ${cut(to)}`,
    explanation:
      'CloudFront passes the redirect on, the viewer comes back, and the same request is made again. That makes no 5xx. We sent no cookie and not the headers that tell the origin the viewer’s scheme.',
    evidence: [`Answered: ${answer.status} from ${endpoint(answer.target)} to ${answer.method} ${cut(answer.path)}`],
  }),
  remedy: ({ answer, to }, { distribution, listener }) => [
    {
      action: 'See whether a viewer goes in a circle',
      command: shellLine(
        'curl',
        '-sSIL',
        '--max-redirs',
        '5',
        `https://${distribution.aliases[0] ?? (distribution.domainName || answer.target.serverName)}/`,
      ),
    },
    {
      action:
        answer.target.scheme === 'http'
          ? 'Let CloudFront speak HTTPS to this origin, or stop the origin from asking for it'
          : 'Forward the Host header to this origin, or take the redirect to the canonical host out of it',
    },
    ...fromListener(redirecting(answer, to, { listener })),
  ],
  deadEnds: () => [INVALIDATE],
});

/** Its default action takes what no rule does. */
function fromListener(listener: ReturnType<typeof redirecting>) {
  if (!listener) return [];
  const action =
    "The redirect is the listener's default action: give it a rule that forwards what CloudFront sends. Its rules now";
  return [showRules(listener, listener.arn.split(':')[3] ?? '', action)];
}
