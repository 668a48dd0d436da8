import type { Origin } from './model/distribution.ts';
import type { Answer } from './model/handshake.ts';

/** Who made an answer, as far as its headers tell. */
export type Responder = 'load-balancer' | 'gateway' | 'cdn' | 'application';

/** What each means by a status, as a sentence. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
export const MEANING: Readonly<Record<Responder, Readonly<Record<number, string>>>> = {
  'load-balancer': {
    500: 'The load balancer could not process the request itself: a WAF, a sign-in rule or a Lambda target failed.',
    502: 'A target closed the connection, or answered what is no valid HTTP.',
    503: 'The load balancer has no target to send the request to.',
    504: 'A target did not accept the connection or did not answer in time.',
  },
  gateway: {
    502: 'The integration answered in a form that API Gateway or Lambda does not understand.',
    503: 'The integration is not available.',
    504: 'The integration did not answer in time.',
  },
  cdn: {
    502: 'The other CDN cannot reach its own origin.',
    503: 'The other CDN cannot reach its own origin, or holds the request back.',
    504: 'Its own origin did not answer the other CDN in time.',
  },
  application: {
    502: 'A proxy on the origin got no valid answer from what is behind it.',
    503: 'The application is overloaded, starting, or in maintenance.',
    504: 'A proxy on the origin waited in vain for what is behind it.',
  },
};

/** As a subject: `the load balancer itself made this answer`. */
export const WHO: Readonly<Record<Responder, string>> = {
  'load-balancer': 'the load balancer itself',
  gateway: 'API Gateway or Lambda',
  cdn: 'another CDN or proxy',
  application: 'the application or its web server',
};

type Headers = Extract<Answer, { kind: 'answered' }>['headers'];

/** Who made the answer, by the headers that each leaves. An application behind a load balancer keeps its own. */
export function responder(headers: Headers, { kind }: Pick<Origin, 'kind'>): Responder {
  if (headers.server?.startsWith('awselb/')) return 'load-balancer';
  if (kind === 'api-gateway' || kind === 'function-url' || GATEWAY.some((name) => name in headers)) return 'gateway';
  return CDN.some((name) => name in headers) || kind === 'cloudfront' ? 'cdn' : 'application';
}

const GATEWAY = ['x-amz-apigw-id', 'apigw-requestid', 'x-amzn-requestid', 'x-amzn-errortype'];
const CDN = ['cf-ray', 'x-served-by', 'x-cache', 'x-amz-cf-id', 'via'];
