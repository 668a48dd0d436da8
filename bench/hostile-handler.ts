import { loadBundle } from '../lab/bundle.ts';
import { SHOP_ID } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { type Whereabouts, worldAt } from '../lab/world.ts';
import type { Limits } from '../lambda/model/world.ts';
import { type Connections, counted } from './counted.ts';
import { watchMemory } from './memory.ts';

/** Where the world is that the handler looks at from a process of its own. */
export type Outside = {
  readonly whereabouts: Whereabouts;
  readonly endpoint: string;
  /** The lab's root, PEM. */
  readonly trustAnchor: string;
  readonly limits: Limits;
};

/** What one alarm took. Connections are counted at the dialler. */
export type Took = Connections & {
  readonly wall: number;
  readonly aboveMiB: number;
  readonly dialled: number;
};

/** Never a distribution of the lab: asked for once, so that clients are loaded before memory is watched, as in a function that has run before. */
const UNKNOWN = 'E00000000UNKNOWN';

async function start({ whereabouts, endpoint, trustAnchor, limits }: Outside): Promise<() => Promise<Took>> {
  let dialled = 0;
  const world = worldAt(whereabouts, { endpoint, trustAnchor, now: new Date(), onEvidence, log: () => {} }, limits);
  function onEvidence({ origins }: Parameters<NonNullable<typeof world.onEvidence>>[0]): void {
    const seen = origins.map(({ observations }) => observations.handshakes);
    dialled += seen.filter((one) => one.status === 'observed' && one.value.dials.length > 0).length;
  }
  const { dial, connections } = counted(world);
  const handler = (await loadBundle()).createHandler({ ...world, dial });
  const alarm = async (distributionId: string) => {
    const event = sqs([eventBridge({ distributionId, at: new Date().toISOString() })]);
    await handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 60_000 });
  };
  await alarm(UNKNOWN);
  return async () => {
    dialled = 0;
    const memory = watchMemory();
    const started = performance.now();
    await alarm(SHOP_ID);
    const wall = performance.now() - started;
    return { wall, aboveMiB: memory.stop().aboveMiB, dialled, ...connections };
  };
}

process.once('message', async (outside: Outside) => {
  const run = await start(outside);
  process.send?.('ready');
  process.on('message', async () => process.send?.(await run()));
});
process.on('disconnect', () => process.exit());
