import { cut, endpoint } from '../dials.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Answer } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
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

/** Back to the very request that was made, or to the distribution, which makes the same request again. */
function goesBack(to: URL, { target, path }: Answered, { domainName, aliases }: Distribution, origin: Origin): boolean {
  const asked = new URL(`${target.scheme}://${target.serverName}:${target.port}${path}`);
  if (to.href === asked.href) return true;
  const viewerPath = path === (origin.path || '/') ? '/' : path;
  return [domainName, ...aliases].includes(to.hostname) && to.port === '' && to.pathname === viewerPath;
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
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
  ],
  judge: ({ answer }, { origin, distribution }) => {
    if (answer.kind === 'no-answer') return unanswered(answer.how);
    const to = goal(answer);
    if (!to || !goesBack(to, answer, distribution, origin)) return undefined;
    return {
      facts: { answer, to: to.href },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${answer.target.port}` },
      reach: { failing: 1, seen: 1, of: [answer.target.serverName] },
      leads: false,
    };
  },
  explain: ({ answer, to }, { origin }) => ({
    title: `Origin ${origin.domainName} redirects back to ${cut(to)}`,
    explanation:
      'CloudFront passes the redirect on, the viewer comes back, and the same request is made again. That makes no 5xx. We sent no cookie and not the headers that tell the origin the viewer’s scheme.',
    evidence: [`Answered: ${answer.status} from ${endpoint(answer.target)} to ${answer.method} ${cut(answer.path)}`],
  }),
  remedy: ({ answer }, { distribution }) => [
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
  ],
  deadEnds: () => [INVALIDATE],
});
