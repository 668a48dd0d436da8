/** How long to wait: `withinMs`, and never beyond the signal. */
export type Patience = { readonly withinMs: number; readonly signal: AbortSignal };

/**
 * Waits until `start`'s callback is called for the first time, or answers `late` when time is up. The timer and the
 * signal's listener are gone when it answers; what `start` throws, it throws. Where the signal has fired before, `start` is not called.
 */
export function awaitEvent<T>(
  { withinMs, signal }: Patience,
  late: T,
  start: (settle: (value: T) => void) => void,
): Promise<T> {
  if (signal.aborted) return Promise.resolve(late);
  return new Promise((resolve, reject) => {
    const giveUp = () => settle(late);
    const timer = setTimeout(giveUp, withinMs);
    const stopWaiting = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    };
    const settle = (value: T) => {
      stopWaiting();
      resolve(value);
    };
    signal.addEventListener('abort', giveUp);
    try {
      start(settle);
    } catch (error) {
      stopWaiting();
      reject(error);
    }
  });
}

/** The code that Node gives an error, e.g. `ECONNREFUSED`; its message where it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'message' in error ? String(error.message) : 'unknown error';
}
