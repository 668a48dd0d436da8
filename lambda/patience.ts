/** Attempts for one call, the first one included. */
export type Attempts = {
  /** Where AWS failed, or nobody answered. */
  readonly failed: number;
  /** Where AWS says that it is too much at the moment. */
  readonly throttled: number;
};

/** How far one call has come, as the SDK hands it from attempt to attempt. The delay is in milliseconds. */
type Token = { getRetryCount(): number; getRetryDelay(): number };

/** What the SDK knows of an attempt that did not succeed. */
type Failure = { readonly errorType: 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR' };

/** How the SDK wants to be told whether and when a call is made again. */
export type Patience = {
  acquireInitialRetryToken(): Promise<Token>;
  refreshRetryTokenForRetry(token: Token, failure: Failure): Promise<Token>;
  recordSuccess(): void;
};

/** The longest wait before the first repetition, doubled with each, and where doubling ends; in milliseconds. */
const WAITS = {
  TRANSIENT: { firstMs: 50, mostMs: 20_000 },
  THROTTLING: { firstMs: 200, mostMs: 1_500 },
} as const;

/**
 * How often a call is repeated, for an SDK client of its own. The SDK's own way gives up a throttled call after three attempts, and all
 * of them once a client has met some hundred: in a storm of alarms, when AWS throttles, that is when an answer is worth waiting for.
 * What nobody answers is another matter: it takes long each time. `chance`: from 0 to 1, so that not all come again at once.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function patience(attempts: Attempts, chance: () => number): Patience {
  return {
    acquireInitialRetryToken: async () => tokenOf(0, 0),
    refreshRetryTokenForRetry: async (token, { errorType }) => {
      const done = token.getRetryCount() + 1;
      if (errorType !== 'THROTTLING' && errorType !== 'TRANSIENT') throw new Error('it would fail again');
      if (done >= (errorType === 'THROTTLING' ? attempts.throttled : attempts.failed)) throw new Error('often enough');
      const { firstMs, mostMs } = WAITS[errorType];
      return tokenOf(done, Math.floor(chance() * Math.min(firstMs * 2 ** (done - 1), mostMs)));
    },
    recordSuccess: () => {},
  };
}

function tokenOf(count: number, delayMs: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => delayMs };
}
