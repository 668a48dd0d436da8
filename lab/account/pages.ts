import { CommonError } from './errors.ts';

/** One page of a list; `next` is the token for the rest. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** How much the caller asked for, what the service gives at most, and the token of an earlier page. */
export type Paging = {
  readonly asked?: number | undefined;
  readonly usual: number;
  readonly limit?: number | undefined;
  readonly token?: string | undefined;
};

/** Cuts one page; a token that the account never gave is an error. */
export function pageOf<T>(items: readonly T[], { asked, usual, limit, token }: Paging): Page<T> {
  const start = token === undefined ? 0 : offsetOf(token);
  if (start >= items.length && start > 0) throw badToken();
  const end = start + Math.min(asked ?? usual, limit ?? Number.POSITIVE_INFINITY);
  return { items: items.slice(start, end), next: end < items.length ? tokenOf(end) : undefined };
}

/** Opaque to the caller, as AWS's tokens are. */
function tokenOf(offset: number): string {
  return Buffer.from(`page:${offset}`).toString('base64');
}

function offsetOf(token: string): number {
  const match = /^page:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString('latin1'));
  if (!match) throw badToken();
  return Number(match[1]);
}

function badToken(): CommonError {
  return new CommonError('badToken', 'The token is invalid');
}
