import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer, Target } from '../model/handshake.ts';
import { escapeText } from '../tls/text.ts';
import { awaitEvent, codeOf } from './await-event.ts';
import { withoutQuery, withoutSecrets } from './without-secrets.ts';

/** From the request to the end of the answer's headers. */
export type AnswerLimits = { readonly answerMs: number; readonly maxHeaderBytes: number };

type Method = 'HEAD' | 'GET';
type NoAnswer = Extract<Answer, { kind: 'no-answer' }>['how'];
type Headers = Readonly<Record<string, string>>;
type Heard =
  | { readonly status: number; readonly headers: Headers }
  | { readonly how: NoAnswer; readonly alerted?: true };

/** Says who calls, for whoever reads the origin's log. */
const USER_AGENT = 'origin-responder (+CloudFront 5xx diagnosis)';

/** Headers that tell who answered or what would have to change. Never a cookie or anything that may hold a secret. */
const TELLING: readonly string[] = [
  'server',
  'via',
  'x-cache',
  'x-amz-cf-id',
  'x-amzn-requestid',
  'x-amz-apigw-id',
  'x-powered-by',
  'cf-ray',
  'x-served-by',
  'location',
  'retry-after',
  'www-authenticate',
  'content-type',
  'date',
  'age',
];

/** The longest value that is kept, in characters. */
const MAX_VALUE = 200;

/** More interim answers (1xx) than any origin sends before its real one. */
const MAX_INTERIM = 8;

/**
 * Makes one request over an open connection and tells how it was answered; it never throws. The body is not read: after
 * a GET the connection is of no more use and is destroyed. Closing it otherwise stays with the caller.
 */
export async function ask(
  socket: Duplex,
  target: Target,
  path: string,
  limits: AnswerLimits,
  signal: AbortSignal,
  method: Method = 'HEAD',
): Promise<Answer> {
  const start = performance.now();
  const asked = { target, method, path: asRequestTarget(path) };
  const heard = await exchange(socket, asked, limits, signal);
  const tookMs = Math.round(performance.now() - start);
  if ('how' in heard || method === 'GET') socket.destroy();
  if ('how' in heard) return { kind: 'no-answer', ...asked, ...heard, tookMs };
  return { kind: 'answered', ...asked, status: heard.status, headers: heard.headers, tookMs };
}

type Asked = { readonly target: Target; readonly method: Method; readonly path: string };

async function exchange(socket: Duplex, asked: Asked, limits: AnswerLimits, signal: AbortSignal): Promise<Heard> {
  const patience = { withinMs: limits.answerMs, signal };
  return awaitEvent<Heard>(patience, { how: 'timed-out' }, (settle) => {
    const outgoing = request({
      createConnection: () => socket,
      method: asked.method,
      path: asked.path,
      headers: { Host: asked.target.serverName, 'User-Agent': USER_AGENT, Accept: '*/*', Connection: 'close' },
      maxHeaderSize: limits.maxHeaderBytes,
    });
    const answered = (answer: IncomingMessage) => settle({ status: answer.statusCode ?? 0, headers: telling(answer) });
    let interim = 0;
    outgoing.on('information', () => {
      interim += 1;
      if (interim > MAX_INTERIM) settle({ how: 'malformed' });
    });
    outgoing.on('response', answered);
    outgoing.on('upgrade', answered);
    outgoing.on('error', (error) =>
      settle({ how: howItFailed(error), ...(isAlert(error) && { alerted: true as const }) }),
    );
    outgoing.on('close', () => settle({ how: 'closed' }));
    outgoing.end();
  });
}

function telling({ headers }: IncomingMessage): Headers {
  const kept = TELLING.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, bare(name, String(value))]];
  });
  return Object.fromEntries(kept);
}

/** Without what may hold a secret: the query and user of a URL, the parameters of a challenge. */
function bare(name: string, value: string): string {
  const told = name === 'www-authenticate' ? value.replace(/[\s,].*$/s, '') : value;
  return escapeText(name === 'location' ? withoutQuery(told) : withoutSecrets(told), MAX_VALUE);
}

/** A path that may stand in a request line: absolute, and every byte that may not is percent-encoded. */
function asRequestTarget(path: string): string {
  const absolute = path.startsWith('/') ? path : `/${path}`;
  return Array.from(Buffer.from(absolute), (byte) => {
    const isPlain = byte > 0x20 && byte < 0x7f;
    return isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Node says ECONNRESET for a plain end as well, then with the words "socket hang up". An alert of TLS is a hang-up too. */
function howItFailed(error: Error): NoAnswer {
  const code = codeOf(error);
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  if (code.startsWith('HPE_')) return 'malformed';
  if (isAlert(error) || error.message === 'socket hang up') return 'closed';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  return code.startsWith('ERR_SSL_') ? 'malformed' : 'closed';
}

function isAlert(error: Error): boolean {
  return /_ALERT_/.test(codeOf(error));
}
