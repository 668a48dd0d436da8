import { makeAuthority } from '../lab/authority.ts';
import { TOPIC_ARN } from '../lab/estate.ts';
import type { OriginServer } from '../lab/loopback.ts';
import { alertOrigin } from '../lab/origins/alert.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { ownServer } from '../lab/staging.ts';
import { dialAll } from '../lambda/gather/dials.ts';
import { dial } from '../lambda/gather/handshake.ts';
import { type Sources, sourcesOf, startLook } from '../lambda/gather/sources.ts';
import type { Distribution, Origin } from '../lambda/model/distribution.ts';
import type { Target } from '../lambda/model/handshake.ts';
import { type Figure, median } from './figure.ts';
import { type Stage, startStage } from './stage.ts';
import { ask, TOOLS } from './tools.ts';

/** To every hello, whatever it offers: so that every follow-up dial is made. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
const HANDSHAKE_FAILURE = 40;

const LIMITS = { connectMs: 5_000, handshakeMs: 5_000, maxBytes: 262_144 };

const RUNS = 15;

/** Follow-up dials included. */
const MOST_OVER_PLAIN = 5;

/** What one origin costs, against the tools that people reach for, on the same server; and one that fails, follow-up dials included, against its plain handshake. */
export async function timesFigures(): Promise<Figure[]> {
  const { root, intermediate, issue } = await makeAuthority(new Date());
  const chain = [await issue({ names: ['origin.example.com'] }), intermediate];
  const sound = tlsOrigin({ chain });
  const ours = await measured(sound, root.pem);
  const failing = await measured(alertOrigin(HANDSHAKE_FAILURE), root.pem);
  return [
    { what: 'a plain handshake (median)', value: ours.handshake, unit: 'ms' },
    { what: 'a sound origin, its HEAD included', value: ours.whole, unit: 'ms' },
    { what: 'one that refuses all, follow-up dials included', value: failing.whole, unit: 'ms' },
    {
      what: 'refusing over a plain handshake',
      value: failing.whole / ours.handshake,
      unit: 'times',
      limit: MOST_OVER_PLAIN,
    },
    ...(await others(sound, ours.whole)),
  ];
}

/** Milliseconds: one handshake alone, and everything from the plan to the end of every dial. */
async function measured(serve: OriginServer, trustAnchor: string): Promise<{ handshake: number; whole: number }> {
  const topics = [{ arn: TOPIC_ARN }];
  const stage = await startStage(ownServer(serve, { account: { topics } }), trustAnchor);
  await stage.run();
  const { targets, origin, distribution } = examined(stage);
  const sources = sourcesOf(stage.world);
  const plan = { targets, omitted: [] };
  const handshake: number[] = [];
  const whole: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    handshake.push(await timed(() => handshakes(sources, targets)));
    whole.push(await timed(() => dialAll(startLook(sources), plan, origin, distribution)));
  }
  await stage.close();
  return { handshake: median(handshake), whole: median(whole) };
}

type Examined = { readonly targets: readonly Target[]; readonly origin: Origin; readonly distribution: Distribution };

function examined({ evidence: [first] }: Stage): Examined {
  const [one] = first?.origins ?? [];
  const handshakes = one?.observations.handshakes;
  if (!one || first?.distribution.status !== 'observed' || handshakes?.status !== 'observed') {
    throw new Error('the origin was not examined');
  }
  const targets = handshakes.value.dials.map(({ target }) => target);
  return { targets, origin: one.origin, distribution: first.distribution.value };
}

async function handshakes({ world, anchors }: Sources, targets: readonly Target[]): Promise<void> {
  const never = new AbortController().signal;
  for (const target of targets) (await dial(target, world.dial, anchors, LIMITS, never)).socket?.destroy();
}

async function others(serve: OriginServer, ours: number): Promise<Figure[]> {
  const running = await serve('127.0.0.1');
  const shown = { port: running.port, name: 'origin.example.com', roots: '/dev/null' };
  const figures: Figure[] = [];
  for (const tool of TOOLS.filter(({ name }) => name !== 'testssl')) {
    const verdict = await ask(tool, shown);
    if (verdict)
      figures.push({ what: `${tool.name} over ours, its start included`, value: verdict.tookMs / ours, unit: 'times' });
  }
  await running.close();
  return figures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
