import { isThrottled } from './observe.ts';

/** What AWS last said to a call that is still being repeated, by the SDK's own account of the call. */
const said = new WeakMap<object, unknown>();

type Step<Input, Output> = (input: Input) => Promise<Output>;

/** Middleware around one attempt: remembers that it was throttled. */
export function hearThrottle<Input, Output>(next: Step<Input, Output>, call: object): Step<Input, Output> {
  return async (input) => {
    try {
      return await next(input);
    } catch (error) {
      if (isThrottled(error)) said.set(call, error);
      throw error;
    }
  };
}

/** Middleware around all attempts: a call whose time was up while it was throttled failed for that, and not for want of an answer. */
export function tellThrottle<Input, Output>(next: Step<Input, Output>, call: object): Step<Input, Output> {
  return async (input) => {
    try {
      return await next(input);
    } catch (error) {
      throw error instanceof Error && error.name === 'AbortError' ? (said.get(call) ?? error) : error;
    }
  };
}
