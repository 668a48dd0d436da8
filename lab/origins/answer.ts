import type { RequestListener } from 'node:http';

/** What an origin answers to every request. */
export type HttpAnswer = {
  readonly status: number;
  /** e.g. `{ server: 'awselb/2.0' }` */
  readonly headers?: Readonly<Record<string, string>>;
  /** Other statuses for some methods, e.g. `{ HEAD: 405 }`. */
  readonly byMethod?: Readonly<Record<string, number>>;
};

/** An origin in good health. */
export const SOUND: HttpAnswer = { status: 200, headers: { server: 'nginx', 'content-type': 'text/html' } };

/** Serves the answer, whatever is asked. */
export function answering({ status, headers = {}, byMethod = {} }: HttpAnswer): RequestListener {
  return ({ method = 'GET' }, response) => {
    const chosen = byMethod[method] ?? status;
    response.writeHead(chosen, headers);
    response.end(method === 'HEAD' ? undefined : `${chosen}\n`);
  };
}
