/** Less is the way to AWS and back, and the second to which an HTTP date is cut. */
const NOTICEABLE_MS = 60_000;

type Heard = { readonly response?: unknown };

/**
 * This machine's clock against AWS's, as far as the dates of its answers tell. Certificates are refused by the right time, and a
 * laptop or a virtual machine that slept may have another one.
 */
export class Clock {
  readonly #now: () => Date;
  #aheadMs = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Middleware of a client that is asked in every examination: the latest answer counts. */
  listen<Input, Output extends Heard>(next: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
    return async (input) => {
      const answer = await next(input);
      const at = Date.parse(dateOf(answer.response));
      if (!Number.isNaN(at)) this.#aheadMs = this.#now().getTime() - at;
      return answer;
    };
  }

  /** The moment (ISO 8601) by AWS's clock, with how many seconds ours is ahead of it, negative where behind; as it is where they agree. */
  corrected(moment: string): { readonly examinedAt: string; readonly clockAheadSeconds?: number } {
    if (Math.abs(this.#aheadMs) < NOTICEABLE_MS) return { examinedAt: moment };
    const examinedAt = new Date(Date.parse(moment) - this.#aheadMs).toISOString();
    return { examinedAt, clockAheadSeconds: Math.round(this.#aheadMs / 1000) };
  }
}

/** The date of an HTTP answer; empty where it has none. */
function dateOf(response: unknown): string {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return '';
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return '';
  return String(headers.date);
}
