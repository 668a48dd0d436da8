import { startAccount } from '../lab/account/server.ts';
import { loadBundle } from '../lab/bundle.ts';
import type { Staging } from '../lab/case.ts';
import { SHOP_ID } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { startWorld } from '../lab/world.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { World } from '../lambda/model/world.ts';
import { type Connections, counted } from './counted.ts';

/** The bundled handler before a staged world, with a count of its connections to origins. */
export type Stage = {
  /** One alarm about the lab's distribution, or about another; answers how long it took, in milliseconds. */
  run(distributionId?: string): Promise<number>;
  /** Beside the handler's own diallings, which are counted. */
  readonly world: World;
  readonly connections: Connections;
  /** Of every distribution examined so far. */
  readonly evidence: readonly Evidence[];
  close(): Promise<unknown>;
};

/** Starts account, DNS, origins and handler. `trustAnchor`: the lab's root, PEM. */
export async function startStage(staging: Staging, trustAnchor: string): Promise<Stage> {
  const account = await startAccount(staging.account);
  const evidence: Evidence[] = [];
  const onEvidence = (one: Evidence) => void evidence.push(one);
  const circumstances = { endpoint: account.endpoint, trustAnchor, now: new Date(), onEvidence, log: () => {} };
  const stage = await startWorld(staging, circumstances);
  const { dial, connections } = counted(stage.world);
  const handler = (await loadBundle()).createHandler({ ...stage.world, dial });
  const run = async (distributionId = SHOP_ID) => {
    const event = sqs([eventBridge({ distributionId, at: new Date().toISOString() })]);
    const started = performance.now();
    await handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 60_000 });
    return performance.now() - started;
  };
  return { run, world: stage.world, connections, evidence, close: () => Promise.all([stage.close(), account.close()]) };
}
