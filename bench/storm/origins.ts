import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import type { Whereabouts } from '../../lab/world.ts';
import type { Share } from './causes.ts';

/** The world of a storm: its servers run in a process of their own, so that AWS and they do not wait for each other. */
export type Origins = {
  readonly whereabouts: Whereabouts;
  /** The lab's root, PEM. */
  readonly trustAnchor: string;
  /** What the account holds that belongs to them. */
  readonly account: AccountFixture;
};

/** Starts DNS and the origins; they end with `close`. */
export async function startOrigins(shares: readonly Share[]): Promise<Origins & { close(): void }> {
  const child = fork(fileURLToPath(new URL('./origins-process.ts', import.meta.url)));
  const running = new Promise<Origins>((resolve, reject) => {
    child.once('message', (origins: Origins) => resolve(origins));
    child.once('exit', () => reject(new Error('the origins ended before they had begun')));
  });
  child.send(shares);
  return { ...(await running), close: () => void child.kill() };
}
