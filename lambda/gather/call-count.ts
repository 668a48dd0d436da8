import { AsyncLocalStorage } from 'node:async_hooks';

/** Calls to AWS so far, by whoever they were made for. */
const counts = new AsyncLocalStorage<{ calls: number }>();

/** Does `work` and tells how many calls to AWS it made; those that its neighbours make meanwhile are not among them. */
export async function counting<T>(work: (calls: () => number) => Promise<T>): Promise<T> {
  const count = { calls: 0 };
  return counts.run(count, () => work(() => count.calls));
}

/** Middleware of every AWS client: one more call. Attempts of one call count once. */
export function countCall<Input, Output>(next: (input: Input) => Output): (input: Input) => Output {
  return (input) => {
    const count = counts.getStore();
    if (count) count.calls += 1;
    return next(input);
  };
}
