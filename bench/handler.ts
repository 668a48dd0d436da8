import { startAccount } from '../lab/account/server.ts';
import { makeAuthority } from '../lab/authority.ts';
import { type Bundle, loadBundle } from '../lab/bundle.ts';
import { SHOP_ID } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { startWorld } from '../lab/world.ts';
import { delayed } from './delayed.ts';
import { eightOrigins } from './eight-origins.ts';
import { type Figure, median } from './figure.ts';
import { watchMemory } from './memory.ts';

const CALL_MS = 30;
const ROUND_TRIP_MS = 80;
const RUNS = 9;

/**
 * Injected delays that wait for each other: GetDistribution, then GetOriginRequestPolicy, then the dial (TCP, TLS 1.3, and beside
 * HEAD the repeats, TCP and TLS again: a round trip each), then GetResources, then Publish. The load balancer's four calls run beside the dial and are shorter; so do
 * those to CloudTrail, which in an account come two a second.
 */
const CHAIN_MS = CALL_MS * 4 + ROUND_TRIP_MS * 4;

type Scene = { readonly run: () => Promise<number>; readonly calls: () => number; close(): Promise<unknown> };

/** One alarm, one distribution with 8 origins, every AWS call 30 ms late, every origin 80 ms away; the warm handler. */
export async function handlerFigures(): Promise<Figure[]> {
  const { run, calls, close } = await scene();
  const cold = await run();
  const callsBefore = calls();
  const memory = watchMemory();
  const walls: number[] = [];
  for (let n = 1; n <= RUNS; n += 1) walls.push(await run());
  const peak = memory.stop();
  const each = (calls() - callsBefore) / RUNS;
  await close();
  const wall = median(walls);
  return [
    { what: 'first call, clients not loaded yet', value: cold, unit: 'ms' },
    { what: `warm, wall (median of ${RUNS})`, value: wall, unit: 'ms' },
    { what: 'longest chain of delays', value: CHAIN_MS, unit: 'ms' },
    { what: 'wall over longest chain', value: wall / CHAIN_MS, unit: 'times', limit: 1.3 },
    { what: 'AWS calls for one alarm', value: each, unit: 'calls' },
    { what: 'peak memory, lab and account included', value: peak.peakMiB, unit: 'MiB' },
    { what: 'of which above the idle process', value: peak.aboveMiB, unit: 'MiB' },
  ];
}

async function scene(): Promise<Scene> {
  const now = new Date();
  const authority = await makeAuthority(now);
  const leaf = await authority.issue({ names: ['*.example.com'] });
  const staging = eightOrigins([leaf, authority.intermediate], CALL_MS);
  const account = await startAccount(staging.account);
  const silent = { onEvidence: () => {}, log: () => {} };
  const stage = await startWorld(staging, {
    endpoint: account.endpoint,
    trustAnchor: authority.root.pem,
    now,
    ...silent,
  });
  const dial = (address: string, port: number) => delayed(stage.world.dial(address, port), ROUND_TRIP_MS);
  const handler = (await loadBundle()).createHandler({ ...stage.world, dial });
  return {
    run: () => timed(handler),
    calls: () => account.calls.length,
    close: () => Promise.all([stage.close(), account.close()]),
  };
}

async function timed(handler: ReturnType<Bundle['createHandler']>): Promise<number> {
  const event = sqs([eventBridge({ distributionId: SHOP_ID, at: new Date().toISOString() })]);
  const started = performance.now();
  await handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 60_000 });
  return performance.now() - started;
}
