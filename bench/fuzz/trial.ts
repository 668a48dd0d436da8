import { createContext, Script } from 'node:vm';
import type { Surface } from './surface.ts';

/** What the script runs next. */
let task: () => void = () => {};

const SCRIPT = new Script('run()');
const CONTEXT = createContext({ run: () => task() });

/**
 * One input on one surface; answers what went wrong. Code that does not come back within `limitMs` is stopped, which
 * only V8's own watchdog can do from the same thread.
 */
export async function trial(surface: Surface, input: Buffer, limitMs: number): Promise<string | undefined> {
  const pending: (void | Promise<void>)[] = [];
  task = () => {
    pending.push(surface.run(input));
  };
  try {
    SCRIPT.runInContext(CONTEXT, { timeout: limitMs });
    await Promise.all(pending.map((one) => (one instanceof Promise ? within(one, limitMs) : undefined)));
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  }
}

async function within(pending: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no end within ${limitMs} ms`)), limitMs);
  });
  await Promise.race([pending, late]).finally(() => clearTimeout(timer));
}
